using System.Security.Cryptography;

namespace RetailSync.Sandbox;

/// <summary>What the ledger keeps of a request. A handler takes it as a parameter; <see cref="BindAsync"/> fills it.</summary>
internal sealed record RequestFacts(string? RequestId, string? IdempotencyKey, string? BodyHash)
{
    /// <summary>A change that no request caused, such as a reservation that expired.</summary>
    public static readonly RequestFacts None = new(null, null, null);

    /// <summary>The facts of a request that <see cref="RequestFactsMiddleware"/> has seen.</summary>
    public static RequestFacts Of(HttpContext context) => context.Features.Get<RequestFacts>() ?? From(context, []);

    /// <summary>Binds a handler's parameter.</summary>
    public static ValueTask<RequestFacts?> BindAsync(HttpContext context) => ValueTask.FromResult<RequestFacts?>(Of(context));

    /// <summary>Reads the facts of a request with the given body.</summary>
    public static RequestFacts From(HttpContext context, ReadOnlySpan<byte> body) => new(
        Header(context, "X-Request-Id"),
        Header(context, "Idempotency-Key"),
        body.IsEmpty ? null : Convert.ToHexStringLower(SHA256.HashData(body)));

    private static string? Header(HttpContext context, string name) =>
        context.Request.Headers.TryGetValue(name, out var values) ? values.ToString() : null;
}

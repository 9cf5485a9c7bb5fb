using System.Net.Mime;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RetailSync.Sandbox;

/// <summary>A system's own refusal, answered as <c>application/problem+json</c>.</summary>
internal sealed record Refusal(string Type, string Title, int Status, string Detail) : IResult
{
    /// <summary>Seconds for the <c>Retry-After</c> header; null for none.</summary>
    [JsonIgnore]
    public int? RetryAfter { get; init; }

    /// <summary>A refusal with a type of its own, such as <c>order-not-found</c>.</summary>
    public static Refusal Of(int status, string type, string title, string detail) => new("urn:retailsync:sandbox:" + type, title, status, detail);

    /// <summary>400: the request says something that cannot be.</summary>
    public static Refusal Invalid(string detail) => Of(400, "invalid-request", "Invalid request.", detail);

    /// <summary>404: there is no such thing.</summary>
    public static Refusal NotFound(string thing, string key) => Of(404, $"{thing}-not-found", "Not found.", $"No {thing.Replace('-', ' ')} has the key '{key}'.");

    /// <summary>409: the thing's present state does not allow it.</summary>
    public static Refusal Conflict(string type, string detail) => Of(409, type, "Conflict with the present state.", detail);

    /// <summary>422: well-formed, but against a rule.</summary>
    public static Refusal Rule(string type, string detail) => Of(422, type, "Against a business rule.", detail);

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext) => WriteAsync(httpContext);

    /// <summary>Writes it as the answer.</summary>
    public async Task WriteAsync(HttpContext context)
    {
        context.Response.StatusCode = Status;
        if (RetryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        await context.Response.WriteAsJsonAsync(this, JsonSerializerOptions.Web, MediaTypeNames.Application.ProblemJson, context.RequestAborted);
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using RetailSync.Gateway;

namespace RetailSync.Policies.Identify;

/// <summary>Establishes who is calling from exactly one credential.</summary>
/// <remarks>The credential stays in the request until it is forwarded, where it is left out: the server reuses a header's text only for as long as it stands there.</remarks>
internal sealed class IdentifyPolicy(IdentifyOptions options, KnownTokens tokens, ApiKeyCallers keys, TimeProvider clock) : IRequestPolicy
{
    private const string ApiKeyHeader = "X-Api-Key";
    private const string BearerPrefix = "Bearer ";
    private const int LongestApiKey = 256;

    private readonly bool _acceptsTokens = options.AcceptsTokens;
    private readonly bool _acceptsKeys = options.AcceptsApiKeys;
    private readonly IdentifyRefusals _refusals = new(options.AcceptsTokens, options.AcceptsApiKeys);

    /// <inheritdoc/>
    public ValueTask<Verdict> OnRequestAsync(Exchange exchange)
    {
        var headers = exchange.Context.Request.Headers;
        var authorization = headers.Authorization;
        var apiKey = headers[ApiKeyHeader];
        var sent = authorization.Count + apiKey.Count;
        if (sent == 0)
        {
            return new(Verdict.Refuse(_refusals.NoCredential));
        }

        if (sent > 1 || HasTokenInQuery(exchange.Context.Request.QueryString))
        {
            return new(Verdict.Refuse(_refusals.SeveralCredentials));
        }

        return authorization.Count == 1 ? IdentifyByToken(exchange, authorization[0] ?? "") : new(IdentifyByKey(exchange, apiKey[0] ?? ""));
    }

    private static bool HasTokenInQuery(QueryString query)
    {
        if (!query.HasValue)
        {
            return false;
        }

        foreach (var pair in new QueryStringEnumerable(query.Value))
        {
            if (pair.DecodeName().Span.Equals("access_token", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private ValueTask<Verdict> IdentifyByToken(Exchange exchange, string header)
    {
        if (!_acceptsTokens)
        {
            return new(Verdict.Refuse(_refusals.BadToken(TokenFailure.Invalid, "The route accepts API keys only.")));
        }

        if (header.Length <= BearerPrefix.Length || !header.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase))
        {
            return new(Verdict.Refuse(_refusals.BadToken(TokenFailure.Invalid, "The Authorization header holds no bearer token.")));
        }

        if (header.Length > BearerPrefix.Length + UnverifiedToken.MaxLength)
        {
            return new(Verdict.Refuse(_refusals.BadToken(TokenFailure.Invalid, $"The token is longer than {UnverifiedToken.MaxLength} characters.")));
        }

        return tokens.Find(exchange.Context, header, BearerPrefix.Length) is { } known
            ? new(Identified(exchange, known.CallerIn(exchange.Snapshot.Landscape.Consumers)))
            : CheckAsync(exchange, header);
    }

    private async ValueTask<Verdict> CheckAsync(Exchange exchange, string header)
    {
        var check = await tokens.CheckAsync(exchange.Context, header, BearerPrefix.Length);
        return check.Token is { } known
            ? Identified(exchange, known.CallerIn(exchange.Snapshot.Landscape.Consumers))
            : Verdict.Refuse(_refusals.BadToken(check.Failure, check.Reason));
    }

    private Verdict IdentifyByKey(Exchange exchange, string key)
    {
        if (!_acceptsKeys)
        {
            return Verdict.Refuse(_refusals.BadKey("The route accepts bearer tokens only."));
        }

        var consumer = key.Length is > 0 and <= LongestApiKey ? exchange.Snapshot.Landscape.Consumers.FindByApiKey(key, clock.GetUtcNow()) : null;
        return consumer is null
            ? Verdict.Refuse(_refusals.BadKey("No consumer has this API key, or it has expired."))
            : Identified(exchange, keys.CallerOf(consumer));
    }

    private Verdict Identified(Exchange exchange, Caller? caller)
    {
        if (caller is null)
        {
            return Verdict.Refuse(_refusals.BadToken(TokenFailure.Invalid, "The token is good, but the landscape has no such consumer."));
        }

        exchange.Identify(caller);
        return Verdict.GoOn;
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using RetailSync.Gateway;

namespace RetailSync.Policies.Identify;

/// <summary>Establishes who is calling from exactly one credential, or from two when one of them is the certificate of the connection and both name the same consumer.</summary>
/// <remarks>The credential stays in the request until it is forwarded, where it is left out: the server reuses a header's text only for as long as it stands there.</remarks>
internal sealed class IdentifyPolicy(IdentifyOptions options, KnownTokens tokens, ConsumerCallers callers, IdentifyMetrics metrics, TimeProvider clock) : IRequestPolicy
{
    private const string ApiKeyHeader = "X-Api-Key";
    private const string BearerPrefix = "Bearer ";
    private const int LongestApiKey = 256;

    private readonly bool _acceptsTokens = options.AcceptsTokens;
    private readonly bool _acceptsKeys = options.AcceptsApiKeys;
    private readonly bool _acceptsCertificates = options.AcceptsCertificates;
    private readonly IdentifyRefusals _refusals = new(options);

    /// <inheritdoc/>
    public ValueTask<Verdict> OnRequestAsync(Exchange exchange)
    {
        var headers = exchange.Context.Request.Headers;
        var authorization = headers.Authorization;
        var apiKey = headers[ApiKeyHeader];
        var sent = authorization.Count + apiKey.Count;
        var certificate = _acceptsCertificates ? exchange.ClientCertificate : null;
        if (sent == 0 && certificate is null)
        {
            return new(Verdict.Refuse(_refusals.NoCredential));
        }

        if (sent > 1 || HasTokenInQuery(exchange.Context.Request.QueryString))
        {
            return new(Verdict.Refuse(_refusals.SeveralCredentials));
        }

        Consumer? holder = null;
        if (certificate is not null && FindHolder(exchange, certificate, out holder) is { } bad)
        {
            return new(Verdict.Refuse(bad));
        }

        if (sent == 0)
        {
            metrics.CertificateShown(CertificateUse.Identified);
            exchange.Identify(callers.ByCertificate(holder!));
            return new(Verdict.GoOn);
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
            ? new(IdentifiedByToken(exchange, known))
            : CheckAsync(exchange, header);
    }

    private async ValueTask<Verdict> CheckAsync(Exchange exchange, string header)
    {
        var check = await tokens.CheckAsync(exchange.Context, header, BearerPrefix.Length);
        return check.Token is { } known
            ? IdentifiedByToken(exchange, known)
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
            : Identified(exchange, callers.ByKey(consumer));
    }

    private Verdict IdentifiedByToken(Exchange exchange, KnownToken token)
    {
        // A token that is bound to a certificate is of no use to whoever else has got hold of it (RFC 8705, section 3), on any route.
        if (token.BoundTo is { } bound && !(exchange.ClientCertificate is { Fault: null } shown && shown.Sha256 == bound))
        {
            return Verdict.Refuse(_refusals.BadToken(TokenFailure.Invalid, "The token is bound to a client certificate that was not shown, or is not good."));
        }

        return token.CallerIn(exchange.Snapshot.Landscape.Consumers) is { } caller
            ? Identified(exchange, caller)
            : Verdict.Refuse(_refusals.BadToken(TokenFailure.Invalid, "The token is good, but the landscape has no such consumer."));
    }

    private Verdict Identified(Exchange exchange, Caller caller)
    {
        if (_acceptsCertificates && exchange.ClientCertificate is { } certificate)
        {
            var holder = exchange.Snapshot.Landscape.Consumers.FindByCertificate(certificate);
            if (holder?.Id != caller.Consumer.Id)
            {
                metrics.CertificateShown(CertificateUse.OtherConsumer);
                return Verdict.Refuse(_refusals.OtherConsumer($"The certificate belongs to '{holder?.Id}', the other credential to '{caller.Consumer.Id}'."));
            }

            metrics.CertificateShown(CertificateUse.Confirmed);
        }

        exchange.Identify(caller);
        return Verdict.GoOn;
    }

    private Problem? FindHolder(Exchange exchange, ClientCertificate certificate, out Consumer? holder)
    {
        holder = null;
        if (certificate.Fault is { } fault)
        {
            metrics.CertificateShown(CertificateUse.Bad);
            return IdentifyRefusals.BadCertificate("The client certificate is not valid.", $"The certificate '{certificate.Subject}' ({certificate.Sha256}): {fault}.");
        }

        holder = exchange.Snapshot.Landscape.Consumers.FindByCertificate(certificate);
        if (holder is not null)
        {
            return null;
        }

        metrics.CertificateShown(CertificateUse.Unknown);
        var names = certificate.Untrusted is { } untrusted ? $"its names do not count, for {untrusted}" : $"it names {(certificate.Names.Count == 0 ? "nothing" : string.Join(", ", certificate.Names))}";
        return IdentifyRefusals.BadCertificate("The client certificate belongs to no consumer.", $"No one consumer has the certificate '{certificate.Subject}' ({certificate.Sha256}); {names}.");
    }
}

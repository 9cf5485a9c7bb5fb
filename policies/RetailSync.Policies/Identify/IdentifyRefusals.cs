using System.Diagnostics;
using Microsoft.Extensions.Primitives;
using RetailSync.Gateway;

namespace RetailSync.Policies.Identify;

/// <summary>The refusals of one route, with the challenges for the credentials it accepts (RFC 9110, section 11.6.1; RFC 6750, section 3).</summary>
internal sealed class IdentifyRefusals
{
    private const string Bearer = "Bearer realm=\"retailsync\"";
    private const string ApiKey = "ApiKey realm=\"retailsync\"";
    private const string Certificate = "ClientCertificate realm=\"retailsync\"";

    private readonly IdentifyOptions _options;

    public IdentifyRefusals(IdentifyOptions options)
    {
        _options = options;
        NoCredential = Unauthenticated("No credential was sent.", Bearer, "No credential.");
        SeveralCredentials = Unauthenticated("More than one credential was sent. Send exactly one.", Bearer, "More than one credential.");
    }

    public Problem NoCredential { get; }

    public Problem SeveralCredentials { get; }

    /// <summary>A certificate that is not accepted. 403 and no challenge: another try with the same certificate is of no use, and the connection brings no other.</summary>
    public static Problem BadCertificate(string detail, string reason) => new(ProblemTypes.CertificateRefused, detail) { Reason = reason };

    public Problem OtherConsumer(string reason) => Unauthenticated("The client certificate and the other credential belong to different consumers.", Bearer, reason);

    public Problem BadKey(string reason) => Unauthenticated("The API key is not valid.", Bearer, reason);

    public Problem BadToken(TokenFailure failure, string? reason) => failure switch
    {
        TokenFailure.Invalid => Invalid("The token is not valid.", reason),
        TokenFailure.Expired => Invalid("The token has expired.", reason),
        TokenFailure.NotReady => new Problem(ProblemTypes.TemporaryReducedCapacity, "Tokens cannot be checked yet: an identity provider has not answered since the gateway started.")
        {
            Headers = [KeyValuePair.Create("Retry-After", new StringValues("5"))],
            Reason = reason,
        },
        _ => throw new UnreachableException($"Failure {failure} has no answer."),
    };

    private Problem Invalid(string text, string? reason) => Unauthenticated(text, $"{Bearer}, error=\"invalid_token\", error_description=\"{text}\"", reason);

    private Problem Unauthenticated(string detail, string bearer, string? reason) => new(ProblemTypes.Unauthenticated, detail)
    {
        Headers = [KeyValuePair.Create("WWW-Authenticate", Challenges(bearer))],
        Reason = reason,
    };

    private StringValues Challenges(string bearer)
    {
        var challenges = new List<string>(3);
        if (_options.AcceptsTokens)
        {
            challenges.Add(bearer);
        }

        if (_options.AcceptsApiKeys)
        {
            challenges.Add(ApiKey);
        }

        // Where a route does not name it, most callers could not answer it: the listener may not even ask for certificates.
        if (_options.Schemes is not null && _options.AcceptsCertificates)
        {
            challenges.Add(Certificate);
        }

        return challenges is [var single] ? single : challenges.ToArray();
    }
}

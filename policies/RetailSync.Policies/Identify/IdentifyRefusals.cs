using System.Diagnostics;
using Microsoft.Extensions.Primitives;
using RetailSync.Gateway;

namespace RetailSync.Policies.Identify;

/// <summary>The refusals of one route, with the challenges for the credentials it accepts (RFC 9110, section 11.6.1; RFC 6750, section 3).</summary>
internal sealed class IdentifyRefusals
{
    private const string Bearer = "Bearer realm=\"retailsync\"";
    private const string ApiKey = "ApiKey realm=\"retailsync\"";

    private readonly bool _tokens;
    private readonly bool _keys;

    public IdentifyRefusals(bool tokens, bool keys)
    {
        _tokens = tokens;
        _keys = keys;
        NoCredential = Unauthenticated("No credential was sent.", Bearer, "No credential.");
        SeveralCredentials = Unauthenticated("More than one credential was sent. Send exactly one.", Bearer, "More than one credential.");
    }

    public Problem NoCredential { get; }

    public Problem SeveralCredentials { get; }

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

    private StringValues Challenges(string bearer) => (_tokens, _keys) switch
    {
        (true, true) => new StringValues([bearer, ApiKey]),
        (true, false) => bearer,
        _ => ApiKey,
    };
}

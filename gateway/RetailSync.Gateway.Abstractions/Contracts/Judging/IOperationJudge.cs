using Microsoft.AspNetCore.Http;

namespace RetailSync.Gateway;

/// <summary>Holds the messages of one operation against what its contract says of them. Immutable; safe to use from many threads.</summary>
public interface IOperationJudge
{
    /// <summary>Whether a request has a body.</summary>
    BodyPresence RequestBody { get; }

    /// <summary>The authoritative systems that own fields of the request's bodies (<c>x-retailsync-owner</c>); bit n of <see cref="BodyFinding.AuthoredOwners"/> stands for entry n. At most 64.</summary>
    IReadOnlyList<string> Owners { get; }

    /// <summary>Holds path, query, headers and cookies against the operation's parameters. Allocates nothing when all is well.</summary>
    /// <param name="request">The request.</param>
    /// <param name="path">Its path below the API version's prefix, as it is matched against the contract's templates: <c>/customers/17</c>.</param>
    /// <param name="maxErrors">How many faults are gathered at most. 1 or more.</param>
    /// <returns>What is wrong; empty when nothing is.</returns>
    IReadOnlyList<ProblemError> JudgeRequestHead(HttpRequest request, ReadOnlySpan<char> path, int maxErrors);

    /// <summary>Finds what the contract says of a request body with a content type; null when the contract does not declare that type.</summary>
    /// <param name="contentType">The value of <c>Content-Type</c>; null or empty when the request has none.</param>
    IBodyJudge? FindRequestBody(string? contentType);

    /// <summary>Whether the contract declares responses with this status, by itself, by its class (<c>4XX</c>) or by <c>default</c>. True where it declares none at all, which says nothing.</summary>
    bool DeclaresResponse(int status);

    /// <summary>Holds a response's status and headers against the contract. Allocates nothing when all is well.</summary>
    /// <returns>What is wrong, a status that is not declared included; empty when nothing is.</returns>
    IReadOnlyList<ProblemError> JudgeResponseHead(int status, IHeaderDictionary headers, int maxErrors);

    /// <summary>Whether the contract declares a body, of any type, for a response with this status.</summary>
    bool DeclaresResponseBody(int status);

    /// <summary>Finds what the contract says of a response body; null when it does not declare that type for that status.</summary>
    IBodyJudge? FindResponseBody(int status, string? contentType);
}

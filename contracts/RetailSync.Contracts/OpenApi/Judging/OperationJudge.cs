using Microsoft.AspNetCore.Http;
using RetailSync.Contracts.OpenApi.Judging.Contents;
using RetailSync.Contracts.OpenApi.Judging.Parameters;
using RetailSync.Gateway;

namespace RetailSync.Contracts.OpenApi.Judging;

/// <summary>Holds the messages of one operation against what its contract says of them. Immutable; safe to use from many threads.</summary>
internal sealed class OperationJudge : IOperationJudge
{
    public required BodyPresence RequestBody { get; init; }

    public IReadOnlyList<string> Owners { get; init; } = [];

    /// <summary>The parameters in the path.</summary>
    public required PathJudge Path { get; init; }

    /// <summary>Those in the query.</summary>
    public required QueryJudge Query { get; init; }

    /// <summary>Those in headers.</summary>
    public required HeaderJudge Headers { get; init; }

    /// <summary>Those in cookies.</summary>
    public required CookieJudge Cookies { get; init; }

    /// <summary>The bodies of requests.</summary>
    public required BodyTable Requests { get; init; }

    /// <summary>The responses; null: the contract declares none, which says nothing.</summary>
    public required ResponseTable? Responses { get; init; }

    /// <summary>Whether it is an operation of HEAD, whose responses have no body.</summary>
    public required bool IsHead { get; init; }

    /// <summary>Where the operation stands in the contract.</summary>
    public required string Pointer { get; init; }

    public IReadOnlyList<ProblemError> JudgeRequestHead(HttpRequest request, ReadOnlySpan<char> path, int maxErrors)
    {
        var faults = new HeadFaults(maxErrors);
        Path.Judge(path, ref faults);
        Query.Judge(request.QueryString.Value, ref faults);
        Headers.Judge(request.Headers, ref faults);
        Cookies.Judge(request.Headers.Cookie, ref faults);
        return faults.All;
    }

    public IBodyJudge? FindRequestBody(string? contentType) => Requests.Find(contentType);

    public bool DeclaresResponse(int status) => Responses is null || Responses.Find(status) is not null;

    public IReadOnlyList<ProblemError> JudgeResponseHead(int status, IHeaderDictionary headers, int maxErrors)
    {
        if (Responses is null)
        {
            return [];
        }

        var faults = new HeadFaults(maxErrors);
        if (Responses.Find(status) is { } response)
        {
            response.Headers.Judge(headers, ref faults);
        }
        else
        {
            faults.Add("/status", $"{Pointer}/responses", $"The contract declares no response with the status {status}.");
        }

        return faults.All;
    }

    public bool DeclaresResponseBody(int status) => FindResponse(status)?.Bodies.IsEmpty == false;

    public IBodyJudge? FindResponseBody(int status, string? contentType) => FindResponse(status)?.Bodies.Find(contentType);

    // RFC 9110, section 6.4.1: responses to HEAD, and those with these statuses, have none, whatever a contract says.
    private ResponseJudge? FindResponse(int status) => IsHead || status is < 200 or 204 or 205 or 304 ? null : Responses?.Find(status);
}

using Microsoft.AspNetCore.Http;
using RetailSync.Gateway;

namespace RetailSync.Policies.Tests.Judging;

/// <summary>A contract that is broken by whatever carries the header <c>X-Wrong</c>, and by bodies that do not begin with a brace.</summary>
internal sealed class FakeJudge : IOperationJudge, IBodyJudge
{
    private static readonly ProblemError[] Wrong = [new ProblemError("/header/x-wrong", "/paths/~1orders", "It is wrong.")];

    public BodyPresence RequestBody { get; init; } = BodyPresence.Optional;

    public IReadOnlyList<string> Owners { get; init; } = [];

    public string MediaType => "application/json";

    public bool ReadsBody => true;

    public IReadOnlyList<ProblemError> JudgeRequestHead(HttpRequest request, ReadOnlySpan<char> path, int maxErrors) => request.Headers.ContainsKey("X-Wrong") ? Wrong : [];

    public IBodyJudge? FindRequestBody(string? contentType) => contentType == MediaType ? this : null;

    public bool DeclaresResponse(int status) => status < 500;

    public IReadOnlyList<ProblemError> JudgeResponseHead(int status, IHeaderDictionary headers, int maxErrors) => headers.ContainsKey("X-Wrong") ? Wrong : [];

    public bool DeclaresResponseBody(int status) => false;

    public IBodyJudge? FindResponseBody(int status, string? contentType) => null;

    // Each letter a to z stands for a field of the owner with its number.
    public BodyFinding Judge(string? contentType, ReadOnlyMemory<byte> body)
    {
        var owners = 0UL;
        foreach (var letter in body.Span)
        {
            owners |= letter is >= (byte)'a' and <= (byte)'z' ? 1UL << (letter - 'a') : 0;
        }

        return body.Span is [(byte)'{', ..] ? new BodyFinding(BodyVerdict.Sound, owners) : new BodyFinding(BodyVerdict.Malformed);
    }

    public IReadOnlyList<ProblemError> Explain(string? contentType, ReadOnlyMemory<byte> body, int maxErrors) => Wrong;

    public IReadOnlyList<ProblemError> ExplainOwners(string? contentType, ReadOnlyMemory<byte> body, ulong owners, int maxErrors) => [new ProblemError($"/{owners:x}", null, "It belongs to another.")];
}

using RetailSync.Gateway;

namespace RetailSync.Contracts.OpenApi.Judging.Contents;

/// <summary>A body of which nothing is judged: it need not be held in memory.</summary>
internal sealed class OpaqueBodyJudge(string mediaType) : IBodyJudge
{
    public string MediaType => mediaType;

    public bool ReadsBody => false;

    public BodyFinding Judge(string? contentType, ReadOnlyMemory<byte> body) => new(BodyVerdict.Sound);

    public IReadOnlyList<ProblemError> Explain(string? contentType, ReadOnlyMemory<byte> body, int maxErrors) => [];
}

using RetailSync.Contracts.Schemas;
using RetailSync.Gateway;

namespace RetailSync.Contracts.OpenApi.Judging.Contents;

/// <summary>Holds JSON bodies against a schema.</summary>
internal sealed class JsonBodyJudge(string mediaType, CompiledSchema schema) : IBodyJudge
{
    public string MediaType => mediaType;

    public bool ReadsBody => true;

    public BodyFinding Judge(string? contentType, ReadOnlyMemory<byte> body) => new(Findings.Of(schema.Judge(body)));

    public IReadOnlyList<ProblemError> Explain(string? contentType, ReadOnlyMemory<byte> body, int maxErrors) => Findings.Of(schema, body, maxErrors);
}

using System.Diagnostics;
using RetailSync.Contracts.Schemas;
using RetailSync.Gateway;

namespace RetailSync.Contracts.OpenApi.Judging.Contents;

/// <summary>Says what a schema found in the gateway's words.</summary>
internal static class Findings
{
    private const string NoDecision = "It could not be decided with bounded work whether the body is what the contract says.";

    /// <summary>The verdict.</summary>
    public static BodyVerdict Of(SchemaVerdict verdict) => verdict switch
    {
        SchemaVerdict.Valid => BodyVerdict.Sound,
        SchemaVerdict.Invalid => BodyVerdict.Unsound,
        SchemaVerdict.NotJson => BodyVerdict.Malformed,
        SchemaVerdict.GaveUp => BodyVerdict.Undecided,
        _ => throw new UnreachableException($"{verdict} is no verdict."),
    };

    /// <summary>What is wrong with a JSON text.</summary>
    public static IReadOnlyList<ProblemError> Of(CompiledSchema schema, ReadOnlyMemory<byte> json, int maxErrors)
    {
        var (verdict, failures) = schema.Explain(json, maxErrors);
        return verdict switch
        {
            SchemaVerdict.Valid => [],
            SchemaVerdict.NotJson => [.. failures.Select(failure => new ProblemError(failure.InstanceLocation, null, failure.Message))],
            SchemaVerdict.GaveUp => [new ProblemError("", null, NoDecision)],
            _ => [.. failures.Select(failure => new ProblemError(failure.InstanceLocation, ContractSchemas.PointerOf(failure.KeywordLocation), failure.Message))],
        };
    }
}

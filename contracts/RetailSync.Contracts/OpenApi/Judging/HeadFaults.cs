using RetailSync.Contracts.Schemas;
using RetailSync.Gateway;

namespace RetailSync.Contracts.OpenApi.Judging;

/// <summary>Gathers what is wrong with a head, up to a limit. Allocates nothing while nothing is wrong.</summary>
/// <param name="limit">How many faults are gathered at most.</param>
internal struct HeadFaults(int limit)
{
    private List<ProblemError>? _errors;

    /// <summary>What was found.</summary>
    public readonly IReadOnlyList<ProblemError> All => _errors ?? (IReadOnlyList<ProblemError>)[];

    /// <summary>Whether more would not be kept.</summary>
    public readonly bool IsFull => _errors?.Count >= limit;

    /// <summary>Adds a fault.</summary>
    public void Add(string instance, string? keyword, string error)
    {
        if (!IsFull)
        {
            (_errors ??= []).Add(new ProblemError(instance, keyword, error));
        }
    }

    /// <summary>Adds what a schema says of a value that stands at a place.</summary>
    public void Add(string instance, string keyword, CompiledSchema schema, ReadOnlyMemory<byte> json)
    {
        var (verdict, failures) = schema.Explain(json, limit);
        if (verdict != SchemaVerdict.Invalid)
        {
            Add(instance, keyword, verdict == SchemaVerdict.GaveUp ? "It could not be decided with bounded work whether the value is what the contract says." : "The value is no JSON text (RFC 8259), or nested too deep.");
        }

        foreach (var failure in failures)
        {
            Add(instance + failure.InstanceLocation, ContractSchemas.PointerOf(failure.KeywordLocation), failure.Message);
        }
    }
}

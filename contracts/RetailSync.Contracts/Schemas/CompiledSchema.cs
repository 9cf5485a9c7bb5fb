using System.Collections.Concurrent;

namespace RetailSync.Contracts.Schemas;

/// <summary>A schema that is ready to judge values. Immutable; safe to use from many threads.</summary>
/// <param name="node">Its outermost node.</param>
/// <param name="isDynamic">Whether its bundle has dynamic references.</param>
internal sealed class CompiledSchema(SchemaNode node, bool isDynamic)
{
    private static readonly ConcurrentBag<Evaluation> Spare = [];

    /// <summary>Whether the schema allows the value.</summary>
    /// <param name="json">The value: JSON text in UTF-8 (RFC 8259), without a byte order mark.</param>
    public SchemaVerdict Judge(ReadOnlyMemory<byte> json) => Run(json, null);

    /// <summary>What the schema forbids in the value, up to twenty things; empty unless the verdict is <see cref="SchemaVerdict.Invalid"/>.</summary>
    /// <param name="json">The value: JSON text in UTF-8 (RFC 8259), without a byte order mark.</param>
    public (SchemaVerdict Verdict, IReadOnlyList<SchemaFailure> Failures) Explain(ReadOnlyMemory<byte> json)
    {
        var failures = new FailureList();
        var verdict = Run(json, failures);
        return (verdict, verdict == SchemaVerdict.Invalid ? failures.Failures : []);
    }

    private SchemaVerdict Run(ReadOnlyMemory<byte> json, FailureList? failures)
    {
        var evaluation = Spare.TryTake(out var spare) ? spare : new Evaluation();
        try
        {
            return evaluation.Run(node, isDynamic, json, failures);
        }
        finally
        {
            Spare.Add(evaluation);
        }
    }
}

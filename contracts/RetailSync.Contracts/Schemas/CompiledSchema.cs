namespace RetailSync.Contracts.Schemas;

/// <summary>A schema that is ready to judge values. Immutable; safe to use from many threads.</summary>
/// <param name="node">Its outermost node.</param>
/// <param name="isDynamic">Whether its bundle has dynamic references.</param>
internal sealed class CompiledSchema(SchemaNode node, bool isDynamic)
{
    [ThreadStatic]
    private static Evaluation? _spare;

    /// <summary>Its outermost node.</summary>
    public SchemaNode Node => node;

    /// <summary>Whether the schema allows the value.</summary>
    /// <param name="json">The value: JSON text in UTF-8 (RFC 8259), without a byte order mark.</param>
    public SchemaVerdict Judge(ReadOnlyMemory<byte> json) => Run(json, null);

    /// <summary>What the schema forbids in the value; empty unless the verdict is <see cref="SchemaVerdict.Invalid"/>.</summary>
    /// <param name="json">The value: JSON text in UTF-8 (RFC 8259), without a byte order mark.</param>
    /// <param name="limit">How many things are gathered at most. 1 or more; default 20.</param>
    public (SchemaVerdict Verdict, IReadOnlyList<SchemaFailure> Failures) Explain(ReadOnlyMemory<byte> json, int limit = 20)
    {
        var failures = new FailureList(limit);
        var verdict = Run(json, failures);
        return (verdict, verdict == SchemaVerdict.Invalid ? failures.Failures : []);
    }

    private SchemaVerdict Run(ReadOnlyMemory<byte> json, FailureList? failures)
    {
        // Each thread keeps one: cheaper than a pool that threads share, and an evaluation does not leave its thread.
        var evaluation = _spare ?? new Evaluation();
        _spare = null;
        try
        {
            return evaluation.Run(node, isDynamic, json, failures);
        }
        finally
        {
            _spare = evaluation;
        }
    }
}

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
    public SchemaVerdict Judge(ReadOnlyMemory<byte> json) => Run(json, null, out _);

    /// <summary>What is wrong with the value: what the schema forbids, or the one thing by which it is no JSON. Empty when it is valid or could not be decided.</summary>
    /// <param name="json">The value: JSON text in UTF-8 (RFC 8259), without a byte order mark.</param>
    /// <param name="limit">How many failures are gathered at most. 1 or more; default 20.</param>
    public (SchemaVerdict Verdict, IReadOnlyList<SchemaFailure> Failures) Explain(ReadOnlyMemory<byte> json, int limit = 20)
    {
        var failures = new FailureList(limit);
        var verdict = Run(json, failures, out var repeatedAt);
        return verdict switch
        {
            SchemaVerdict.Invalid => (verdict, failures.Failures),
            SchemaVerdict.NotJson => (verdict, [JsonDefect.Find(json.Span, repeatedAt)]),
            _ => (verdict, []),
        };
    }

    private SchemaVerdict Run(ReadOnlyMemory<byte> json, FailureList? failures, out long repeatedAt)
    {
        // Each thread keeps one: cheaper than a pool that threads share, and an evaluation does not leave its thread.
        var evaluation = _spare ?? new Evaluation();
        _spare = null;
        try
        {
            var verdict = evaluation.Run(node, isDynamic, json, failures);
            repeatedAt = evaluation.RepeatedAt;
            return verdict;
        }
        finally
        {
            _spare = evaluation;
        }
    }
}

namespace RetailSync.Contracts.Schemas;

/// <summary>A schema that is ready to judge values. Immutable; safe to use from many threads.</summary>
/// <param name="node">Its outermost node.</param>
/// <param name="isDynamic">Whether its bundle has dynamic references.</param>
/// <param name="owners">The systems that own fields of its bundle.</param>
internal sealed class CompiledSchema(SchemaNode node, bool isDynamic, OwnerList? owners = null)
{
    [ThreadStatic]
    private static Evaluation? _spare;

    /// <summary>Its outermost node.</summary>
    public SchemaNode Node => node;

    /// <summary>Whether the schema allows the value.</summary>
    /// <param name="json">The value: JSON text in UTF-8 (RFC 8259), without a byte order mark.</param>
    public SchemaVerdict Judge(ReadOnlyMemory<byte> json) => Run(json, null, out _, out _);

    /// <summary>Whether the schema allows the value, and whose fields it has.</summary>
    /// <param name="json">The value: JSON text in UTF-8 (RFC 8259), without a byte order mark.</param>
    /// <param name="authored">The owners: bit n stands for entry n of the bundle's. Fields of alternatives that do not fit do not count. None unless the value is valid.</param>
    public SchemaVerdict Judge(ReadOnlyMemory<byte> json, out ulong authored)
    {
        var verdict = Run(json, null, out _, out authored);
        authored = verdict == SchemaVerdict.Valid ? authored : 0;
        return verdict;
    }

    /// <summary>Where a valid value has fields of certain owners, in the order of the value. Empty for others.</summary>
    /// <param name="json">The value: JSON text in UTF-8 (RFC 8259), without a byte order mark.</param>
    /// <param name="wanted">The owners: bit n stands for entry n of the bundle's.</param>
    /// <param name="limit">How many fields are gathered at most.</param>
    public IReadOnlyList<AuthoredField> FindAuthored(ReadOnlyMemory<byte> json, ulong wanted, int limit = 20)
    {
        var authorings = new List<(long At, ulong Owners)>();
        return Run(json, null, out _, out _, authorings) == SchemaVerdict.Valid ? AuthoredPlaces.Find(json.Span, authorings, wanted, limit) : [];
    }

    /// <summary>What is wrong with the value: what the schema forbids, or the one thing by which it is no JSON. Empty when it is valid or could not be decided.</summary>
    /// <param name="json">The value: JSON text in UTF-8 (RFC 8259), without a byte order mark.</param>
    /// <param name="limit">How many failures are gathered at most. 1 or more; default 20.</param>
    public (SchemaVerdict Verdict, IReadOnlyList<SchemaFailure> Failures) Explain(ReadOnlyMemory<byte> json, int limit = 20)
    {
        var failures = new FailureList(limit);
        var verdict = Run(json, failures, out var repeatedAt, out _);
        return verdict switch
        {
            SchemaVerdict.Invalid => (verdict, failures.Failures),
            SchemaVerdict.NotJson => (verdict, [JsonDefect.Find(json.Span, repeatedAt)]),
            _ => (verdict, []),
        };
    }

    private SchemaVerdict Run(ReadOnlyMemory<byte> json, FailureList? failures, out long repeatedAt, out ulong authored, List<(long At, ulong Owners)>? authorings = null)
    {
        // Each thread keeps one: cheaper than a pool that threads share, and an evaluation does not leave its thread.
        var evaluation = _spare ?? new Evaluation();
        _spare = null;
        try
        {
            var verdict = evaluation.Run(node, isDynamic, json, failures, owners is { Names.Count: > 0 }, authorings);
            repeatedAt = evaluation.RepeatedAt;
            authored = evaluation.Authored;
            return verdict;
        }
        finally
        {
            _spare = evaluation;
        }
    }
}

namespace RetailSync.Contracts.Schemas;

/// <summary>What a schema asks of lists (JSON Schema core, section 10.3.1; validation, section 6.4). Immutable.</summary>
internal sealed record ArrayRules
{
    /// <summary>Schemas for the first items, by position.</summary>
    public SchemaNode[] First { get; init; } = [];

    /// <summary>The schema for all further items.</summary>
    public SchemaNode? Rest { get; init; }

    /// <summary><c>contains</c>.</summary>
    public SchemaNode? Contains { get; init; }

    /// <summary>How many items <c>contains</c> must fit at least.</summary>
    public long MinContains { get; init; } = 1;

    /// <summary>How many at most.</summary>
    public long MaxContains { get; init; } = long.MaxValue;

    /// <summary>Whether an item that <c>contains</c> fits counts as looked at (since draft 2020-12).</summary>
    public bool ContainsLooks { get; init; }

    /// <summary><c>minItems</c>.</summary>
    public long MinItems { get; init; }

    /// <summary><c>maxItems</c>.</summary>
    public long MaxItems { get; init; } = long.MaxValue;

    /// <summary><c>uniqueItems</c>.</summary>
    public bool AreUnique { get; init; }
}

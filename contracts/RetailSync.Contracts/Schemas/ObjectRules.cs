using RetailSync.Contracts.Schemas.Patterns;

namespace RetailSync.Contracts.Schemas;

/// <summary>What a schema asks of objects (JSON Schema core, section 10.3.2; validation, section 6.5). Immutable.</summary>
internal sealed record ObjectRules
{
    /// <summary>The names that something is said of.</summary>
    public required PropertyTable Names { get; init; }

    /// <summary>The schema of each name; null where only its presence matters.</summary>
    public required SchemaNode?[] Properties { get; init; }

    /// <summary>Schemas for names that match a pattern.</summary>
    public (CompiledPattern Pattern, SchemaNode Schema)[] Patterns { get; init; } = [];

    /// <summary>The schema for all other properties.</summary>
    public SchemaNode? Additional { get; init; }

    /// <summary>The schema for names.</summary>
    public SchemaNode? PropertyNames { get; init; }

    /// <summary>Whether a name decides alone which schema its value gets, and nobody owns it.</summary>
    public bool GoesByName => Patterns.Length == 0 && PropertyNames is null && Owners is null;

    /// <summary>Whose the properties are; null: nobody's.</summary>
    public PropertyOwners? Owners { get; init; }

    /// <summary>Names that must be there, by their number.</summary>
    public int[] Required { get; init; } = [];

    /// <summary>The same as bits; complete only where there are no more than 64 names.</summary>
    public ulong RequiredMask { get; init; }

    /// <summary>Names that must be there when another one is.</summary>
    public (int When, int[] Required)[] DependentRequired { get; init; } = [];

    /// <summary><c>minProperties</c>.</summary>
    public long MinProperties { get; init; }

    /// <summary><c>maxProperties</c>.</summary>
    public long MaxProperties { get; init; } = long.MaxValue;

    /// <summary>Whether it has to be remembered which names were there.</summary>
    public bool NeedsPresence => Required.Length > 0 || DependentRequired.Length > 0;
}

namespace RetailSync.Contracts.Schemas;

/// <summary>What a schema asks of numbers (JSON Schema validation, section 6.2). Immutable.</summary>
internal sealed record NumberRules
{
    /// <summary><c>minimum</c> or <c>exclusiveMinimum</c>.</summary>
    public NumberBound? Lowest { get; init; }

    /// <summary>The other one, where a schema has both.</summary>
    public NumberBound? AlsoLowest { get; init; }

    /// <summary><c>maximum</c> or <c>exclusiveMaximum</c>.</summary>
    public NumberBound? Highest { get; init; }

    /// <summary>The other one, where a schema has both.</summary>
    public NumberBound? AlsoHighest { get; init; }

    /// <summary><c>multipleOf</c>.</summary>
    public ExactNumber? MultipleOf { get; init; }
}

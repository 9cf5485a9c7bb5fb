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

    /// <summary>The least of the numbers without a fraction that are let through, where these rules can be put so.</summary>
    public long LeastWhole { get; private init; }

    /// <summary>The largest of them. Less than <see cref="LeastWhole"/> where these rules cannot be put so.</summary>
    public long MostWhole { get; private init; } = -1;

    /// <summary>The same rules, with the range of whole numbers worked out.</summary>
    public NumberRules Prepared()
    {
        long least = long.MinValue, most = long.MaxValue;
        // Every whole number is a multiple of what 1 is a multiple of.
        var isWhole = MultipleOf is not { } step || ExactNumber.Parse("1"u8).IsMultipleOf(step);
        foreach (var bound in (NumberBound?[])[Lowest, AlsoLowest, Highest, AlsoHighest])
        {
            if (bound is null)
            {
                continue;
            }

            isWhole &= bound.Value.TryLong(out var at) && Math.Abs(at) < long.MaxValue / 2;
            if (bound == Lowest || bound == AlsoLowest)
            {
                least = Math.Max(least, bound.IsExclusive ? at + 1 : at);
            }
            else
            {
                most = Math.Min(most, bound.IsExclusive ? at - 1 : at);
            }
        }

        return isWhole ? this with { LeastWhole = least, MostWhole = most } : this;
    }
}

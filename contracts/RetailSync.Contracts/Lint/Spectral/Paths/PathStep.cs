namespace RetailSync.Contracts.Lint.Spectral.Paths;

/// <summary>A step of a path: which children of a value are taken. Immutable.</summary>
internal abstract record PathStep
{
    /// <summary>Whether the children of everything below are taken as well (<c>..</c>).</summary>
    public bool IsDeep { get; init; }

    /// <summary>Children by their keys or positions.</summary>
    /// <param name="Keys">The keys.</param>
    internal sealed record Named(IReadOnlyList<string> Keys) : PathStep;

    /// <summary>All children.</summary>
    internal sealed record All : PathStep;

    /// <summary>Items from a position up to another, counted from the end where negative.</summary>
    /// <param name="From">The first.</param>
    /// <param name="To">The one after the last; null: to the end.</param>
    internal sealed record Slice(int From, int? To) : PathStep;

    /// <summary>Children for which an expression holds.</summary>
    /// <param name="Condition">The expression.</param>
    internal sealed record Filtered(FilterExpression Condition) : PathStep;

    /// <summary>The value that this one was reached from (<c>^</c>).</summary>
    internal sealed record Up : PathStep;

    /// <summary>The key instead of the value (<c>~</c>).</summary>
    internal sealed record Key : PathStep;
}

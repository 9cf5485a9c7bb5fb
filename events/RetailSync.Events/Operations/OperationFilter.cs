using RetailSync.Gateway;

namespace RetailSync.Events.Operations;

/// <summary>Which operations are listed. Immutable.</summary>
internal sealed record OperationFilter
{
    /// <summary>The most that one page has.</summary>
    public const int MaxLimit = 200;

    /// <summary>Their state; null: any.</summary>
    public OperationState? State { get; init; }

    /// <summary>The key of their lane; null: any.</summary>
    public string? Key { get; init; }

    /// <summary>Their route; null: any.</summary>
    public string? Route { get; init; }

    /// <summary>Who made them; null: anybody.</summary>
    public string? Consumer { get; init; }

    /// <summary>The last one of the page before; null: from the beginning.</summary>
    public Guid? After { get; init; }

    /// <summary>How many at most. 1 to <see cref="MaxLimit"/>.</summary>
    public int Limit { get; init; } = 50;
}

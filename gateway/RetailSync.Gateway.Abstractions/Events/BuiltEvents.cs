namespace RetailSync.Gateway;

/// <summary>The events of a change, or why they could not be built. Immutable.</summary>
/// <param name="Events">The events; with a fault those that could be built.</param>
/// <param name="Fault">Why some could not be built, without values; null when all is well. A placeholder then takes the event's place in the order of its key.</param>
public sealed record BuiltEvents(IReadOnlyList<ChangeEvent> Events, string? Fault = null)
{
    /// <summary>No events.</summary>
    public static BuiltEvents None { get; } = new([]);
}

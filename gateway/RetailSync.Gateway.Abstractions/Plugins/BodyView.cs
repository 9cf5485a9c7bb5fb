namespace RetailSync.Gateway;

/// <summary>The first bytes of a body, as a copy of the plugin's own. Immutable.</summary>
/// <param name="Bytes">The bytes.</param>
/// <param name="IsWhole">Whether that is all of it.</param>
public sealed record BodyView(ReadOnlyMemory<byte> Bytes, bool IsWhole)
{
    /// <summary>A body without a byte.</summary>
    public static BodyView Empty { get; } = new(ReadOnlyMemory<byte>.Empty, true);
}

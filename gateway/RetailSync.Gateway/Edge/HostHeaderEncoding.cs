namespace RetailSync.Gateway.Edge;

/// <summary>
/// Notes each <c>Host</c> that a connection of HTTP/2 sends. Kestrel puts <c>:authority</c> in its place before the gateway sees the request. Safe for many threads.
/// </summary>
internal sealed class HostHeaderEncoding : ObservedEncoding
{
    /// <inheritdoc/>
    public override int GetMaxCharCount(int byteCount) => byteCount;

    /// <inheritdoc/>
    protected override int Decode(ReadOnlySpan<byte> value, Span<char> text)
    {
        var length = Copy(value, text);
        HostMemo.Current?.Note(value);
        return length;
    }
}

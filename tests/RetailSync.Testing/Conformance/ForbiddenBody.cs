namespace RetailSync.Testing;

/// <summary>A body that nobody may read.</summary>
internal sealed class ForbiddenBody : Stream
{
    /// <summary>How often somebody tried.</summary>
    public int Attempts { get; private set; }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw Refuse();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw Refuse();
        set => throw Refuse();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw Refuse();

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => throw Refuse();

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw Refuse();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw Refuse();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw Refuse();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw Refuse();

    /// <inheritdoc/>
    public override void Flush() => throw Refuse();

    private InvalidOperationException Refuse()
    {
        Attempts++;
        return new InvalidOperationException("The policy touched the body, but does not implement IReadsRequestBody.");
    }
}

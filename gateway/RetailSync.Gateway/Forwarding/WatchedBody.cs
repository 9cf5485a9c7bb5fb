using System.Runtime.CompilerServices;

namespace RetailSync.Gateway.Forwarding;

/// <summary>A caller's body on its way through, with a note of how far it got. One reader at a time; the notes may be read from any thread.</summary>
internal sealed class WatchedBody(Stream inner, TimeProvider clock) : Stream
{
    private volatile bool _started;
    private long _finishedAt;

    /// <summary>Whether any of it was asked for. What was read cannot be sent again.</summary>
    public bool Started => _started;

    /// <summary>When its end was reached, as a timestamp; 0 before.</summary>
    public long FinishedAt => Volatile.Read(ref _finishedAt);

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _started = true;
        var pending = inner.ReadAsync(buffer, cancellationToken);

        // A read of nothing only waits until there is something: it says nothing about the end.
        return buffer.IsEmpty ? pending : pending.IsCompletedSuccessfully ? new ValueTask<int>(Noted(pending.GetAwaiter().GetResult())) : AwaitedAsync(pending);
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        _started = true;
        var read = inner.Read(buffer, offset, count);
        return count == 0 ? read : Noted(read);
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> AwaitedAsync(ValueTask<int> pending) => Noted(await pending);

    private int Noted(int read)
    {
        if (read == 0)
        {
            Volatile.Write(ref _finishedAt, clock.GetTimestamp());
        }

        return read;
    }
}

namespace RetailSync.Gateway.Pipeline;

/// <summary>Copies a request's body into pooled memory while it streams to the upstream. The upstream never waits for the copy, and never loses a byte to it.</summary>
internal sealed class RequestCopy : Stream
{
    private readonly Stream _caller;
    private readonly PooledBody _body;
    private readonly int _maxBytes;
    private bool _isWhole = true;
    private bool _isEnded;

    private RequestCopy(Stream caller, PooledBody body, int maxBytes) => (_caller, _body, _maxBytes) = (caller, body, maxBytes);

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

    /// <summary>Starts to copy, unless nobody asked, it is in memory already, or it says that it is too long.</summary>
    public static void Begin(ActiveExchange exchange, BodyBudget budget)
    {
        var request = exchange.Context.Request;
        if (exchange.WantedRequestBytes == 0 || exchange.BufferedBody is not null || request.ContentLength > exchange.WantedRequestBytes)
        {
            return;
        }

        exchange.RequestCopy = new RequestCopy(request.Body, new PooledBody(budget, BodyHolder.Of(exchange)), exchange.WantedRequestBytes);
        request.Body = exchange.RequestCopy;
    }

    /// <summary>Hands the copy to the exchange if the body arrived whole.</summary>
    public void Finish(ActiveExchange exchange)
    {
        // A reader that knows the length need not read on to find the end.
        if (_isWhole && (_isEnded || exchange.Context.Request.ContentLength == _body.Length))
        {
            exchange.RequestBody = _body.AsSequence();
            exchange.BufferedBody = _body;
        }
        else
        {
            _body.Dispose();
        }
    }

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var pending = _caller.ReadAsync(buffer, cancellationToken);
        return buffer.IsEmpty ? pending : pending.IsCompletedSuccessfully ? new ValueTask<int>(Keep(buffer, pending.GetAwaiter().GetResult())) : AwaitedAsync(pending, buffer);
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Keep(buffer.AsMemory(offset, count), _caller.Read(buffer, offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    private async ValueTask<int> AwaitedAsync(ValueTask<int> pending, Memory<byte> buffer) => Keep(buffer, await pending);

    private int Keep(ReadOnlyMemory<byte> buffer, int read)
    {
        _isEnded |= read == 0 && !buffer.IsEmpty;
        if (_isWhole && read > 0 && (_body.Length + read > _maxBytes || !_body.TryAdd(buffer.Span[..read])))
        {
            // Half a body is of no use to anybody, and its memory is for others.
            _isWhole = false;
            _body.Dispose();
        }

        return read;
    }
}

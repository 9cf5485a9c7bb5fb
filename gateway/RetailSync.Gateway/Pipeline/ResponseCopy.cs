using Yarp.ReverseProxy.Forwarder;

namespace RetailSync.Gateway.Pipeline;

/// <summary>Copies the upstream's answer into pooled memory while it streams to the caller. The caller never waits for the copy, and never loses a byte to it.</summary>
internal sealed class ResponseCopy : Stream
{
    private readonly Stream _caller;
    private readonly int _maxBytes;
    private bool _isWhole = true;

    private ResponseCopy(Stream caller, PooledBody body, int maxBytes)
    {
        (_caller, _maxBytes) = (caller, maxBytes);
        Body = body;
    }

    /// <summary>What was copied.</summary>
    public PooledBody Body { get; }

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Starts to copy, unless nobody asked or the answer says that it is too long or has no end.</summary>
    public static void Begin(ActiveExchange exchange, BodyBudget budget)
    {
        var response = exchange.Context.Response;
        if (exchange.WantedResponseBytes == 0
            || exchange.HeldResponse is not null
            || response.ContentLength > exchange.WantedResponseBytes
            || response.StatusCode == StatusCodes.Status101SwitchingProtocols
            || response.ContentType?.StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase) == true)
        {
            return;
        }

        exchange.ResponseCopy = new ResponseCopy(response.Body, new PooledBody(budget, BodyHolder.Of(exchange), (int)(response.ContentLength ?? 0)), exchange.WantedResponseBytes);
        response.Body = exchange.ResponseCopy;
    }

    /// <summary>Hands the copy to the exchange if the answer arrived whole.</summary>
    public void Finish(ActiveExchange exchange)
    {
        if (_isWhole && exchange.AnsweredByUpstream && exchange.Context.Features.Get<IForwarderErrorFeature>() is null)
        {
            exchange.ResponseBody = Body.AsSequence();
            exchange.HeldResponse = Body;
        }
        else
        {
            Body.Dispose();
        }
    }

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Keep(buffer.Span);
        return _caller.WriteAsync(buffer, cancellationToken);
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count)
    {
        Keep(buffer.AsSpan(offset, count));
        _caller.Write(buffer, offset, count);
    }

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => _caller.FlushAsync(cancellationToken);

    /// <inheritdoc/>
    public override void Flush() => _caller.Flush();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (!_isWhole)
        {
            return;
        }

        if (Body.Length + bytes.Length > _maxBytes || !Body.TryAdd(bytes))
        {
            GiveUp();
        }
    }

    // Half a body is of no use to anybody, and its memory is for others.
    private void GiveUp()
    {
        _isWhole = false;
        Body.Dispose();
    }
}

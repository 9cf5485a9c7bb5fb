using System.Security.Cryptography;

namespace RetailSync.Gateway.Draining;

/// <summary>
/// The caller's side of a WebSocket connection whose bytes YARP pumps. It can end the connection as the protocol wants it: a close frame between two frames, never
/// inside one. Until then every byte passes as it came. One reader and one writer at a time, and anyone may ask it to close.
/// </summary>
internal sealed class DrainableWebSocket(Stream caller, OpenWebSockets open) : Stream
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _interrupted = new();
    private CancellationTokenSource? _reading;
    private CancellationToken _readingFor;
    private WebSocketFrames _toCaller;
    private WebSocketFrames _toUpstream;
    private Closing _wanted;
    private bool _isWriting;
    private bool _isClosed;
    private byte[]? _lastWord;

    private enum Closing
    {
        No,
        AfterMessage,
        AfterFrame,
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

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

    /// <summary>
    /// Sends the caller a close frame as soon as no message is under way. Its reply goes on to the upstream, which so learns of the end in the same way, after everything
    /// that the caller had sent.
    /// </summary>
    public Task CloseAsync() => CloseAsync(Closing.AfterMessage);

    /// <summary>Does not wait for the end of a message any more, nor for the caller's reply: the upstream is told in its place.</summary>
    public async Task HurryAsync()
    {
        await CloseAsync(Closing.AfterFrame);
        await _interrupted.CancelAsync();
    }

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (BeginWrite(ref buffer, out var closes))
        {
            await caller.WriteAsync(buffer, cancellationToken);
            if (closes || EndWrite())
            {
                await SayGoodbyeAsync();
            }
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_lastWord is { } left)
        {
            return TakeLastWord(buffer, left);
        }

        try
        {
            var read = await caller.ReadAsync(buffer, Interruptible(cancellationToken));
            _toUpstream.Pass(buffer.Span[..read]);
            return read;
        }
        catch (OperationCanceledException) when (_interrupted.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            if (!_toUpstream.IsBetweenFrames)
            {
                throw new IOException("The caller left a WebSocket frame unfinished.");
            }

            _lastWord = _toUpstream.IsClosed ? [] : WebSocketFrames.GoingAway(BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(4)));
            return TakeLastWord(buffer, _lastWord);
        }
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => caller.FlushAsync(cancellationToken);

    /// <inheritdoc/>
    public override void Flush() => caller.Flush();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        open.Remove(this);
        _reading?.Dispose();
        caller.Dispose();
        base.Dispose(disposing);
    }

    private async Task CloseAsync(Closing wanted)
    {
        lock (_lock)
        {
            _wanted = wanted;
            if (_isWriting || !MayClose())
            {
                return;
            }

            _isClosed = true;
        }

        await SayGoodbyeAsync();
    }

    // False: the caller has been told that nothing more will come. What the upstream still sends has no place any more.
    private bool BeginWrite(ref ReadOnlyMemory<byte> bytes, out bool closes)
    {
        closes = false;
        lock (_lock)
        {
            if (_isClosed)
            {
                return false;
            }

            _isWriting = true;
            if (_wanted == Closing.No)
            {
                _toCaller.Pass(bytes.Span);
                return true;
            }

            var passed = 0;
            while (passed < bytes.Length && !closes)
            {
                passed += _toCaller.PassFrame(bytes.Span[passed..]);
                closes = MayClose();
            }

            bytes = bytes[..passed];
            _isClosed = closes;
            return true;
        }
    }

    // True: closing was asked for during the write, and now is the moment.
    private bool EndWrite()
    {
        lock (_lock)
        {
            _isWriting = false;
            return _isClosed = MayClose();
        }
    }

    private bool MayClose() => !_isClosed && !_toCaller.IsClosed && _wanted switch
    {
        Closing.AfterMessage => _toCaller.IsBetweenMessages,
        Closing.AfterFrame => _toCaller.IsBetweenFrames,
        _ => false,
    };

    private async Task SayGoodbyeAsync()
    {
        try
        {
            await caller.WriteAsync(WebSocketFrames.GoingAway(mask: null), _readingFor);
            await caller.FlushAsync(_readingFor);
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // The caller was faster: it is gone already.
        }
    }

    // YARP hands the same token to every read, so that one linked token does for the whole connection.
    private CancellationToken Interruptible(CancellationToken cancellationToken)
    {
        if (_reading is null || _readingFor != cancellationToken)
        {
            _reading?.Dispose();
            _reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _interrupted.Token);
            _readingFor = cancellationToken;
        }

        return _reading.Token;
    }

    // An empty read asks whether there is something; the next one fetches it; the one after that learns of the end.
    private int TakeLastWord(Memory<byte> buffer, byte[] left)
    {
        var count = Math.Min(buffer.Length, left.Length);
        left.AsSpan(0, count).CopyTo(buffer.Span);
        _lastWord = left[count..];
        return count;
    }
}

using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace RetailSync.Gateway.Edge;

/// <summary>
/// Watches the frames of an HTTP/2 connection pass and closes it when they are a flood: frames that ask for work and bring nothing, faster than any client needs them.
/// The server itself answers every ping and every setting for as long as they come. Belongs after TLS; the bytes are not touched.
/// </summary>
internal sealed class Http2FrameGuard(PipeReader inner, ConnectionContext connection, TimeProvider clock, Action closed) : PipeReader
{
    // A client may send 10,000 idle frames at once and 2,000 a second, window updates 25 times as many. Libraries that measure round trips with pings stay far below.
    private const long IdleFrame = 100;
    private const long WindowUpdate = 4;
    private const long Burst = 10_000 * IdleFrame;
    private const long PerSecond = 2_000 * IdleFrame;
    private const int HeadBytes = 9;
    private const int PrefaceBytes = 24;

    private readonly byte[] _head = new byte[HeadBytes];
    private int _headBytes;
    private int _skip = PrefaceBytes;
    private long _spent;
    private long _since = clock.GetTimestamp();
    private long _seen;
    private bool _isOver;
    private ReadOnlySequence<byte> _current;

    /// <summary>Puts a guard in front of the server when the connection speaks HTTP/2.</summary>
    public static Task OnConnectionAsync(ConnectionContext connection, ConnectionDelegate next, TimeProvider clock, Action closed)
    {
        if (!IsHttp2(connection))
        {
            return next(connection);
        }

        connection.Transport = new DuplexPipe(new Http2FrameGuard(connection.Transport.Input, connection, clock, closed), connection.Transport.Output);
        return next(connection);
    }

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) => Look(await inner.ReadAsync(cancellationToken));

    /// <inheritdoc/>
    public override bool TryRead(out ReadResult result)
    {
        if (!inner.TryRead(out result))
        {
            return false;
        }

        result = Look(result);
        return true;
    }

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        // What stays in the pipe comes again with the next read and has been looked at.
        _seen -= _current.Slice(0, consumed).Length;
        inner.AdvanceTo(consumed, examined);
    }

    /// <inheritdoc/>
    public override void CancelPendingRead() => inner.CancelPendingRead();

    /// <inheritdoc/>
    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    /// <inheritdoc/>
    public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);

    private static bool IsHttp2(ConnectionContext connection) =>
        connection.Features.Get<ITlsApplicationProtocolFeature>()?.ApplicationProtocol.Span.SequenceEqual("h2"u8) == true;

    private ReadResult Look(ReadResult result)
    {
        _current = result.Buffer;
        if (_isOver)
        {
            return result;
        }

        foreach (var piece in _current.Slice(_seen))
        {
            Follow(piece.Span);
        }

        _seen = _current.Length;
        if (_spent > Burst)
        {
            Refill();
        }

        if (_spent <= Burst)
        {
            return result;
        }

        _isOver = true;
        closed();
        connection.Abort(new ConnectionAbortedException("Too many HTTP/2 frames that carry nothing."));
        return result;
    }

    private void Follow(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_skip > 0)
            {
                var skipped = Math.Min(_skip, bytes.Length);
                _skip -= skipped;
                bytes = bytes[skipped..];
                continue;
            }

            var taken = Math.Min(HeadBytes - _headBytes, bytes.Length);
            bytes[..taken].CopyTo(_head.AsSpan(_headBytes));
            _headBytes += taken;
            bytes = bytes[taken..];
            if (_headBytes == HeadBytes)
            {
                _headBytes = 0;
                _skip = (_head[0] << 16) | (_head[1] << 8) | _head[2];
                _spent = Math.Max(0, _spent + Cost(_head[3], _head[4], _skip));
            }
        }
    }

    // A request earns one idle frame, so that pings in step with the traffic are never counted against a client; one that is taken back at once costs two.
    private static long Cost(byte type, byte flags, int length) => type switch
    {
        0 when length > 0 => -IdleFrame,
        0 when (flags & 1) != 0 => 0,
        1 => -IdleFrame,
        3 => 2 * IdleFrame,
        8 => WindowUpdate,
        _ => IdleFrame,
    };

    private void Refill()
    {
        var now = clock.GetTimestamp();
        _spent = Math.Max(0, _spent - (long)(clock.GetElapsedTime(_since, now).TotalSeconds * PerSecond));
        _since = now;
    }
}

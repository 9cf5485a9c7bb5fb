using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using RetailSync.Gateway.Pipeline;

namespace RetailSync.Gateway.Errors;

/// <summary>Stands between Kestrel and one connection's socket: passes everything on, until Kestrel refuses a request with an empty answer of its own.</summary>
/// <remarks>
/// Kestrel refuses what it cannot read as HTTP before any of our code runs and gives no hook for the body. So the empty answer that it writes after
/// <see cref="Refuse"/> is dropped, and ours is written in its place. The cost for all others is one more virtual call per write.
/// Used by one connection at a time.
/// </remarks>
internal sealed class RefusalWriter(PipeWriter inner, RequestIds ids) : PipeWriter
{
    private byte[]? _answer;
    private ArrayBufferWriter<byte>? _dropped;

    /// <inheritdoc/>
    public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

    /// <inheritdoc/>
    public override long UnflushedBytes => inner.UnflushedBytes;

    /// <summary>From now on, our answer takes the place of what Kestrel writes. The connection ends after it.</summary>
    public void Refuse(Problem problem)
    {
        var id = ids.Next();
        var body = new ArrayBufferWriter<byte>(512);
        ProblemBody.Write(body, problem, id);
        var head = new StringBuilder()
            .Append("HTTP/1.1 ").Append(problem.Type.Status).Append(' ').Append(Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(problem.Type.Status)).Append("\r\n")
            .Append("Content-Type: ").Append(ProblemBody.ContentType).Append("\r\n")
            .Append("Content-Length: ").Append(body.WrittenCount).Append("\r\n")
            .Append("Connection: close\r\nCache-Control: no-store\r\n")
            .Append("X-Request-Id: ").Append(id).Append("\r\n")
            .Append("Proxy-Status: retailsync; error=").Append(problem.Type.ProxyError).Append("\r\n");
        foreach (var (name, value) in problem.Headers)
        {
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        _answer = [.. Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), .. body.WrittenSpan];
        _dropped = new ArrayBufferWriter<byte>(512);
    }

    /// <inheritdoc/>
    public override Memory<byte> GetMemory(int sizeHint = 0) => _dropped?.GetMemory(sizeHint) ?? inner.GetMemory(sizeHint);

    /// <inheritdoc/>
    public override Span<byte> GetSpan(int sizeHint = 0) => _dropped is null ? inner.GetSpan(sizeHint) : _dropped.GetSpan(sizeHint);

    /// <inheritdoc/>
    public override void Advance(int bytes)
    {
        if (_dropped is null)
        {
            inner.Advance(bytes);
        }
        else
        {
            _dropped.Advance(bytes);
        }
    }

    /// <inheritdoc/>
    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        WriteAnswer();
        return inner.FlushAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override void CancelPendingFlush() => inner.CancelPendingFlush();

    /// <inheritdoc/>
    public override void Complete(Exception? exception = null)
    {
        WriteAnswer();
        inner.Complete(exception);
    }

    /// <inheritdoc/>
    public override ValueTask CompleteAsync(Exception? exception = null)
    {
        WriteAnswer();
        return inner.CompleteAsync(exception);
    }

    private void WriteAnswer()
    {
        if (_answer is { Length: > 0 } answer)
        {
            _answer = [];
            inner.Write(answer);
        }
    }
}

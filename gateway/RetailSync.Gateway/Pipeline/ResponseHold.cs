using System.Net;

namespace RetailSync.Gateway.Pipeline;

/// <summary>Waits for the whole of an upstream's answer and puts what has arrived in front of what has not. For one answer; one thread at a time.</summary>
/// <param name="answer">The answer, of which the head has arrived.</param>
/// <param name="budget">The budget for bodies in memory.</param>
internal sealed class ResponseHold(HttpResponseMessage answer, BodyBudget budget)
{
    private readonly HttpContent _content = answer.Content;
    private Stream? _stream;
    private HoldResult? _result;

    /// <summary>Reads on until at most a number of bytes are held.</summary>
    public ValueTask<HoldResult> HoldAsync(ActiveExchange exchange, int maxBytes)
    {
        // What is whole stays whole, and what broke stays broken; only for too little patience is there a second try.
        if (_result is { } known and not HoldResult.TooLong)
        {
            return new(known == HoldResult.Held && exchange.ResponseBody!.Value.Length > maxBytes ? HoldResult.TooLong : known);
        }

        return _content.Headers.ContentLength > maxBytes || exchange.HeldResponse?.Length > maxBytes ? new(HoldResult.TooLong) : ReadOnAsync(exchange, maxBytes);
    }

    private async ValueTask<HoldResult> ReadOnAsync(ActiveExchange exchange, int maxBytes)
    {
        var body = exchange.HeldResponse ??= new PooledBody(budget, BodyHolder.Of(exchange), (int)(_content.Headers.ContentLength ?? 0));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(exchange.Context.RequestAborted);
        try
        {
            _stream ??= await _content.ReadAsStreamAsync(limit.Token);
            var result = await ReadAsync(_stream, body, exchange.Plan!.Forward.Timeout, limit, maxBytes);
            answer.Content = new HeldContent(_content, body, result == HoldResult.Held ? null : _stream);
            if (result == HoldResult.Held)
            {
                exchange.ResponseBody = body.AsSequence();
            }

            _result = result;
            return result;
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException || (broken is OperationCanceledException && !exchange.Context.RequestAborted.IsCancellationRequested))
        {
            _result = HoldResult.Broken;
            return HoldResult.Broken;
        }
    }

    private static async ValueTask<HoldResult> ReadAsync(Stream stream, PooledBody body, TimeSpan patience, CancellationTokenSource limit, int maxBytes)
    {
        while (true)
        {
            var room = body.GetMemory();
            if (room.IsEmpty)
            {
                return HoldResult.NoRoom;
            }

            // The time counts from byte to byte, as it does for an answer that streams.
            limit.CancelAfter(patience);
            var read = await stream.ReadAsync(room, limit.Token);
            if (read == 0)
            {
                limit.CancelAfter(Timeout.InfiniteTimeSpan);
                return HoldResult.Held;
            }

            body.Advance(read);
            if (body.Length > maxBytes)
            {
                limit.CancelAfter(Timeout.InfiniteTimeSpan);
                return HoldResult.TooLong;
            }
        }
    }

    private sealed class HeldContent(HttpContent upstream, PooledBody beginning, Stream? rest) : HttpContent
    {
        protected override Task<Stream> CreateContentReadStreamAsync() =>
            Task.FromResult<Stream>(rest is null ? new SequenceStream(beginning.AsSequence()) : new JoinedStream(new SequenceStream(beginning.AsSequence()), rest));

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => throw new NotSupportedException();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                upstream.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}

using System.Net;

namespace RetailSync.Gateway.Pipeline;

/// <summary>Waits for the whole of an upstream's answer and puts what has arrived in front of what has not. For one answer, once.</summary>
/// <param name="answer">The answer, of which the head has arrived.</param>
/// <param name="budget">The budget for bodies in memory.</param>
internal sealed class ResponseHold(HttpResponseMessage answer, BodyBudget budget)
{
    /// <summary>Reads at most a number of bytes.</summary>
    public async ValueTask<HoldResult> HoldAsync(ActiveExchange exchange, int maxBytes)
    {
        exchange.Hold = null;
        if (answer.Content.Headers.ContentLength > maxBytes)
        {
            return HoldResult.TooLong;
        }

        var body = exchange.HeldResponse = new PooledBody(budget, BodyHolder.Of(exchange), (int)(answer.Content.Headers.ContentLength ?? 0));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(exchange.Context.RequestAborted);
        try
        {
            var stream = await answer.Content.ReadAsStreamAsync(limit.Token);
            var result = await ReadAsync(stream, body, exchange.Plan!.Forward.Timeout, limit, maxBytes);
            answer.Content = new HeldContent(answer.Content, body, result == HoldResult.Held ? null : stream);
            if (result == HoldResult.Held)
            {
                exchange.ResponseBody = body.AsSequence();
            }

            return result;
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException || (broken is OperationCanceledException && !exchange.Context.RequestAborted.IsCancellationRequested))
        {
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

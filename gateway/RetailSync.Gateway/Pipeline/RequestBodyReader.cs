namespace RetailSync.Gateway.Pipeline;

/// <summary>Reads a request's body once, for all policies of the route together, and puts the copy in the stream's place.</summary>
internal sealed class RequestBodyReader(BodyBudget budget)
{
    /// <summary>Reads at most <paramref name="maxBytes"/>, unless that has been done. Null: the body is in <see cref="Exchange.RequestBody"/>.</summary>
    public async ValueTask<Problem?> ReadAsync(ActiveExchange exchange, int maxBytes) =>
        exchange.BodyFault
        ?? (exchange.BufferedBody is { } known ? known.Length > maxBytes ? TooLarge(maxBytes) : null : exchange.BodyFault = await ReadFirstAsync(exchange, maxBytes));

    private async ValueTask<Problem?> ReadFirstAsync(ActiveExchange exchange, int maxBytes)
    {
        var request = exchange.Context.Request;
        if (request.ContentLength > maxBytes)
        {
            return TooLarge(maxBytes);
        }

        var body = exchange.BufferedBody = new PooledBody(budget, BodyHolder.Of(exchange));
        while (true)
        {
            var room = body.GetMemory();
            if (room.IsEmpty)
            {
                return NoRoom(body.IsShareUsedUp);
            }

            var read = await request.Body.ReadAsync(room, exchange.Context.RequestAborted);
            if (read == 0)
            {
                break;
            }

            body.Advance(read);
            if (body.Length > maxBytes)
            {
                return TooLarge(maxBytes);
            }
        }

        exchange.RequestBody = body.AsSequence();
        request.Body = new SequenceStream(exchange.RequestBody);
        return null;
    }

    private Problem NoRoom(bool isShareUsedUp) => (isShareUsedUp
        ? new Problem(ProblemTypes.TemporaryReducedCapacity, "Too many bodies of this caller are being read at the moment. Nothing was sent on.")
        {
            Reason = $"One caller's share of {budget.Share} bytes for bodies in memory is used up.",
        }
        : new Problem(ProblemTypes.TemporaryReducedCapacity, "Too many bodies are being read at the moment. Nothing was sent on.")
        {
            Reason = $"The budget of {budget.Limit} bytes for bodies in memory is used up.",
        }).With("Retry-After", "1");

    private static Problem TooLarge(int maxBytes) => new(ProblemTypes.BodyTooLarge, $"The body is longer than the {maxBytes} bytes that this route reads.");
}

namespace RetailSync.Sandbox.Payment;

/// <summary>Answers a known <c>Idempotency-Key</c> as before: the same request gets the same answer, another request under the same key 422.</summary>
/// <remarks>Calls with a key take turns, so that two of them at once are applied once. Only successes are kept: a refused call may be tried again.</remarks>
internal sealed class IdempotencyFilter : IEndpointFilter, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Dictionary<string, (string Fingerprint, object? Answer)> _answers = new(StringComparer.Ordinal);

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var facts = RequestFacts.Of(context.HttpContext);
        if (facts.IdempotencyKey is not { } key)
        {
            return await next(context);
        }

        var fingerprint = $"{context.HttpContext.Request.Method} {context.HttpContext.Request.Path} {facts.BodyHash}";
        await _turn.WaitAsync(context.HttpContext.RequestAborted);
        try
        {
            if (_answers.TryGetValue(key, out var known))
            {
                return known.Fingerprint == fingerprint
                    ? known.Answer
                    : Refusal.Rule("idempotency-key-reused", "This Idempotency-Key was used for another request.");
            }

            var answer = await next(context);
            if (answer is IStatusCodeHttpResult { StatusCode: >= 200 and < 300 })
            {
                _answers[key] = (fingerprint, answer);
            }

            return answer;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Forgets every key.</summary>
    public void Reset()
    {
        _turn.Wait(CancellationToken.None);
        _answers.Clear();
        _turn.Release();
    }

    public void Dispose() => _turn.Dispose();
}

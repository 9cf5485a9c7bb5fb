using RetailSync.Gateway;

namespace RetailSync.Policies.Cache;

/// <summary>Sees to it that nothing kept from before a change is given after it. On every route: a change must not find a way around it.</summary>
internal sealed class CacheDropPolicy(CacheDropOptions options, ChangeMarks marks, ICacheNews news, CacheMetrics metrics) : IRequestPolicy
{
    private readonly TimeSpan _doubt = TimeSpan.FromSeconds(options.DoubtSeconds);

    /// <inheritdoc/>
    public ValueTask<Verdict> OnRequestAsync(Exchange exchange)
    {
        if (exchange.Operation is { ChangesState: true })
        {
            var change = new PassingChange(exchange, marks, news, metrics, _doubt);
            exchange.ReleaseAtEnd(change);

            // Not on the response side of a policy: that is not asked about a problem, and reads would pay for it.
            exchange.Context.Response.OnStarting(static state => ((PassingChange)state).AnswerIsLeaving(), change);
        }

        return new(Verdict.GoOn);
    }
}

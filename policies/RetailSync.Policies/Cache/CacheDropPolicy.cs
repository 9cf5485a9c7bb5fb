using RetailSync.Gateway;

namespace RetailSync.Policies.Cache;

/// <summary>Sees to it that nothing kept from before a change is given after it. On every route: a change must not find a way around it.</summary>
internal sealed class CacheDropPolicy(CacheDropOptions options, ChangeMarks marks, ICacheNews news, CacheMetrics metrics) : IRequestPolicy, IResponsePolicy
{
    private readonly TimeSpan _doubt = TimeSpan.FromSeconds(options.DoubtSeconds);

    /// <inheritdoc/>
    public ValueTask<Verdict> OnRequestAsync(Exchange exchange)
    {
        if (exchange.Operation is { ChangesState: true })
        {
            var change = new PassingChange(exchange, marks, news, metrics, _doubt);
            exchange.Context.Features.Set(change);
            exchange.ReleaseAtEnd(change);
        }

        return new(Verdict.GoOn);
    }

    /// <inheritdoc/>
    public ValueTask<Verdict> OnResponseAsync(Exchange exchange)
    {
        if (exchange.Operation is { ChangesState: true })
        {
            exchange.Context.Features.Get<PassingChange>()?.Answered();
        }

        return new(Verdict.GoOn);
    }
}

using System.Runtime.CompilerServices;
using Microsoft.Net.Http.Headers;
using RetailSync.Gateway;

namespace RetailSync.Policies.Life;

/// <summary>Tells callers of a deprecated version that it ends, and answers 410 in its brown-outs and after its end.</summary>
internal sealed class LifePolicy(LifeOptions options, TimeProvider clock) : ITellsOnRefusal
{
    // The landscape can change without the route, so this follows the exchange's version and not the one the route was built with.
    private readonly ConditionalWeakTable<ApiVersion, VersionLife> _lives = [];

    /// <inheritdoc/>
    public ValueTask<Verdict> OnRequestAsync(Exchange exchange) =>
        exchange.Version is { Stage: LifeStage.Deprecated or LifeStage.Retired } version ? new(Decide(exchange, LifeOf(version))) : new(Verdict.GoOn);

    /// <inheritdoc/>
    public void Tell(Exchange exchange)
    {
        if (exchange.Version is { Stage: LifeStage.Deprecated or LifeStage.Retired } version)
        {
            Tell(exchange.ResponseHeaders, LifeOf(version));
        }
    }

    private VersionLife LifeOf(ApiVersion version) => _lives.GetValue(version, static version => new VersionLife(version));

    private Verdict Decide(Exchange exchange, VersionLife life)
    {
        Tell(exchange.ResponseHeaders, life);
        var version = life.Version;
        if (version.Stage is LifeStage.Retired)
        {
            return Verdict.Refuse(life.Retired);
        }

        var now = clock.GetUtcNow();
        if (options.RetireAtSunset && now >= version.SunsetAt)
        {
            return Verdict.Refuse(life.Retired);
        }

        for (var i = 0; i < version.Brownouts.Count; i++)
        {
            if (version.Brownouts[i].Contains(now))
            {
                return Verdict.Refuse(life.InBrownout(version.Brownouts[i], now));
            }
        }

        return Verdict.GoOn;
    }

    private static void Tell(ResponseHeaderList headers, VersionLife life)
    {
        if (life.Deprecation.Count > 0)
        {
            headers.Set("Deprecation", life.Deprecation);
        }

        if (life.Sunset.Count > 0)
        {
            headers.Set("Sunset", life.Sunset);
        }

        if (life.Links.Count > 0)
        {
            headers.Append(HeaderNames.Link, life.Links);
        }
    }
}

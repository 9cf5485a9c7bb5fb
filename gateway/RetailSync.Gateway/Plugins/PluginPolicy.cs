using System.Globalization;
using RetailSync.Gateway.Pipeline;

namespace RetailSync.Gateway.Plugins;

/// <summary>The place of the outcome plugins on every route. It is there only when there is such a plugin.</summary>
internal sealed class PluginPolicy(PluginHost host) : IRequestPolicy, IResponsePolicy
{
    /// <summary>The id under which explanations and metrics name it.</summary>
    public const string Id = "plugins";

    /// <summary>How the pipeline makes it. It has no settings on routes.</summary>
    public static PolicyRegistration Registration { get; } = new(
        new PolicyDescriptor(Id, RequestStage.Claim, ResponseStage.Outcome, PolicyUse.EveryRoute),
        typeof(object),
        static (provider, _, section, faults) =>
        {
            if (section.GetChildren().Any())
            {
                faults.Add(new ConfigFault(section.Path, $"'{Id}' has no settings on a route; plugins are set up under {PluginSection.Name}."));
            }

            return provider.GetRequiredService<PluginPolicy>();
        });

    /// <summary>Before anything is sent: while a plugin that an answer may not leave without is out of use, nothing is asked for.</summary>
    public ValueTask<Verdict> OnRequestAsync(Exchange exchange)
    {
        if (!string.IsNullOrEmpty(exchange.Route?.ClusterId))
        {
            foreach (var step in host.Steps)
            {
                if (step.Loaded.OnErrorFails && !step.Health.IsRunning)
                {
                    return new ValueTask<Verdict>(Verdict.Refuse(OutOfUse(step)));
                }
            }
        }

        return new ValueTask<Verdict>(Verdict.GoOn);
    }

    /// <inheritdoc/>
    public async ValueTask<Verdict> OnResponseAsync(Exchange exchange) =>
        await host.OnOutcomeAsync((ActiveExchange)exchange) is { } failed
            ? Verdict.Refuse(new Problem(
                ProblemTypes.PluginFailed,
                ExchangeViews.ChangesState(exchange)
                    ? "The system answered, but a step failed that this gateway must take before it passes an answer on. Whether the change was carried out is not said here."
                    : "The system answered, but a step failed that this gateway must take before it passes an answer on.")
            {
                Reason = $"The plugin {failed.Id} failed ({failed.Health.LastFault?.Kind ?? "not running"}), and its onError is fail.",
            })
            : Verdict.GoOn;

    private static Problem OutOfUse(PluginRunner step)
    {
        var problem = new Problem(ProblemTypes.TemporaryReducedCapacity, "A step that this gateway must take before it passes an answer on is out of use. Nothing was sent on.")
        {
            Reason = $"The plugin {step.Id} is {step.Health.Status}, and its onError is fail.",
        };
        var seconds = Math.Ceiling(step.Health.TriedAgainIn?.TotalSeconds ?? 60);
        return problem.With("Retry-After", Math.Clamp(seconds, 1, 3_600).ToString(CultureInfo.InvariantCulture));
    }
}

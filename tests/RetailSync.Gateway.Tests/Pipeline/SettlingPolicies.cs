using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;

namespace RetailSync.Gateway.Tests.Pipeline;

/// <summary>A policy that claims and must be told how each exchange ends, and others that get in its way.</summary>
internal sealed class SettlingPolicies
{
    public ConcurrentQueue<string> Seen { get; } = new();

    public TaskCompletionSource Answering { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Verdict Commits { get; set; }

    public Verdict Settles { get; set; }

    public bool SettlingThrows { get; set; }

    public bool Detaches { get; set; }

    public void AddTo(IServiceCollection services) => services
        .AddSingleton(this)
        .AddPolicy<Claims, TestPolicies.MarkOptions, TestPolicies.MarkOptionsValidator>(new PolicyDescriptor("claims", RequestStage.Claim, ResponseStage.Commit, PolicyUse.WhenNamed))
        .AddPolicy<Refuses, TestPolicies.MarkOptions, TestPolicies.MarkOptionsValidator>("refuses-late", RequestStage.Claim)
        .AddPolicy<Replies, TestPolicies.MarkOptions, TestPolicies.MarkOptionsValidator>("replies-late", RequestStage.Claim)
        .AddPolicy<Throws, TestPolicies.MarkOptions, TestPolicies.MarkOptionsValidator>("throws-late", RequestStage.Claim)
        .AddPolicy<RefusesAnswer, TestPolicies.MarkOptions, TestPolicies.MarkOptionsValidator>("refuses-answer", ResponseStage.Judge)
        .AddPolicy<RefusesAnswer, TestPolicies.MarkOptions, TestPolicies.MarkOptionsValidator>("refuses-outcome", ResponseStage.Outcome)
        .AddPolicy<RepliesToAnswer, TestPolicies.MarkOptions, TestPolicies.MarkOptionsValidator>("replies-to-answer", ResponseStage.Judge)
        .AddPolicy<ThrowsAtAnswer, TestPolicies.MarkOptions, TestPolicies.MarkOptionsValidator>("throws-at-answer", ResponseStage.Judge)
        .AddPolicy<ThrowsAtAnswer, TestPolicies.MarkOptions, TestPolicies.MarkOptionsValidator>("throws-at-outcome", ResponseStage.Outcome)
        .AddPolicy<WaitsAtAnswer, TestPolicies.MarkOptions, TestPolicies.MarkOptionsValidator>("waits-at-answer", ResponseStage.Judge);

    private sealed class Claims(SettlingPolicies policies) : ISettlesUnanswered
    {
        public ValueTask<Verdict> OnRequestAsync(Exchange exchange)
        {
            if (policies.Detaches)
            {
                exchange.OutliveCaller();
            }

            return new(Verdict.GoOn);
        }

        public ValueTask<Verdict> OnResponseAsync(Exchange exchange)
        {
            policies.Seen.Enqueue($"commit {exchange.Context.Response.StatusCode} {exchange.ResponseRefusal?.Type.Id}".TrimEnd());
            return new(policies.Commits);
        }

        public ValueTask<Verdict> OnUnansweredAsync(Exchange exchange, Unanswered what)
        {
            policies.Seen.Enqueue($"unanswered {(what.MayHaveBeenSent ? "sent" : "unsent")} {what.Problem?.Type.Id}".TrimEnd());
            return policies.SettlingThrows ? throw new InvalidOperationException("words for nobody") : new(policies.Settles);
        }
    }

    private sealed class Refuses : IRequestPolicy
    {
        public ValueTask<Verdict> OnRequestAsync(Exchange exchange) => new(Verdict.Refuse(new Problem(ProblemTypes.TemporaryReducedCapacity, "Not now.")));
    }

    private sealed class Replies : IRequestPolicy
    {
        public ValueTask<Verdict> OnRequestAsync(Exchange exchange) => new(Verdict.Answer(new Reply { Status = 203 }));
    }

    private sealed class Throws : IRequestPolicy
    {
        public ValueTask<Verdict> OnRequestAsync(Exchange exchange) => throw new InvalidOperationException("words for nobody");
    }

    private sealed class RefusesAnswer : IResponsePolicy
    {
        public ValueTask<Verdict> OnResponseAsync(Exchange exchange) => new(Verdict.Refuse(new Problem(ProblemTypes.UpstreamContractBroken, "The answer is not usable.")));
    }

    private sealed class RepliesToAnswer : IResponsePolicy
    {
        public ValueTask<Verdict> OnResponseAsync(Exchange exchange) => new(Verdict.Answer(new Reply { Status = 203 }));
    }

    private sealed class ThrowsAtAnswer : IResponsePolicy
    {
        public ValueTask<Verdict> OnResponseAsync(Exchange exchange) => throw new InvalidOperationException("words for nobody");
    }

    private sealed class WaitsAtAnswer(SettlingPolicies policies) : IResponsePolicy
    {
        public async ValueTask<Verdict> OnResponseAsync(Exchange exchange)
        {
            policies.Answering.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, exchange.Context.RequestAborted);
            return Verdict.GoOn;
        }
    }
}

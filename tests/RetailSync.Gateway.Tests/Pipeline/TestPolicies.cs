using System.Buffers;
using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace RetailSync.Gateway.Tests.Pipeline;

/// <summary>Policies that tests register as anybody would, and what those policies saw.</summary>
internal sealed class TestPolicies
{
    public const int MaxBody = 2_000_000;

    public ConcurrentQueue<string> Seen { get; } = new();

    public byte[]? Body { get; set; }

    public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Registers them all; a route names those that it wants.</summary>
    public void AddTo(IServiceCollection services) => services
        .AddSingleton(this)
        .AddPolicy<ReadsBody, MarkOptions, MarkOptionsValidator>("reads-body", RequestStage.Validate)
        .AddPolicy<Waits, MarkOptions, MarkOptionsValidator>("waits", RequestStage.Admit)
        .AddPolicy<Throws, MarkOptions, MarkOptionsValidator>("throws", RequestStage.Admit)
        .AddPolicy<RefusesAnswer, MarkOptions, MarkOptionsValidator>("refuses-answer", ResponseStage.Judge)
        .AddPolicy<ThrowsAtAnswer, MarkOptions, MarkOptionsValidator>("throws-at-answer", ResponseStage.Judge)
        .AddPolicy<Mark, MarkOptions, MarkOptionsValidator>(new PolicyDescriptor("mark-z", RequestStage.Admit, ResponseStage.Outcome, PolicyUse.WhenNamed))
        .AddPolicy<Mark, MarkOptions, MarkOptionsValidator>(new PolicyDescriptor("mark-b", RequestStage.Validate, ResponseStage.Judge, PolicyUse.WhenNamed))
        .AddPolicy<Mark, MarkOptions, MarkOptionsValidator>(new PolicyDescriptor("mark-a", RequestStage.Validate, ResponseStage.Judge, PolicyUse.WhenNamed))
        .AddPolicy<Mark, MarkOptions, MarkOptionsValidator>("observes", ResponseStage.Observe);

    internal sealed class MarkOptions
    {
        public string Name { get; init; } = "";
    }

    internal sealed class MarkOptionsValidator : IValidateOptions<MarkOptions>
    {
        public ValidateOptionsResult Validate(string? name, MarkOptions options) => ValidateOptionsResult.Success;
    }

    private sealed class ReadsBody(TestPolicies policies) : IRequestPolicy, IReadsRequestBody
    {
        public int RequestBytesFor(Exchange exchange) => MaxBody;

        public ValueTask<Verdict> OnRequestAsync(Exchange exchange) => new(Verdict.GoOn);

        public ValueTask<Verdict> OnRequestBodyAsync(Exchange exchange)
        {
            policies.Body = exchange.RequestBody.ToArray();
            return new(Verdict.GoOn);
        }
    }

    private sealed class Waits(TestPolicies policies) : IRequestPolicy
    {
        public async ValueTask<Verdict> OnRequestAsync(Exchange exchange)
        {
            policies.Seen.Enqueue(exchange.Snapshot.Revision);
            policies.Entered.TrySetResult();
            await policies.Gate.Task.WaitAsync(exchange.Context.RequestAborted);
            policies.Seen.Enqueue(exchange.Snapshot.Revision);
            return Verdict.GoOn;
        }
    }

    private sealed class Throws : IRequestPolicy
    {
        public ValueTask<Verdict> OnRequestAsync(Exchange exchange) => throw new InvalidOperationException("words for nobody");
    }

    private sealed class ThrowsAtAnswer : IResponsePolicy
    {
        public ValueTask<Verdict> OnResponseAsync(Exchange exchange) => throw new InvalidOperationException("words for nobody");
    }

    private sealed class RefusesAnswer : IResponsePolicy
    {
        public ValueTask<Verdict> OnResponseAsync(Exchange exchange) =>
            new(Verdict.Refuse(new Problem(ProblemTypes.UpstreamFailed, "The answer is not usable.").With("Retry-After", "9")));
    }

    private sealed class Mark(MarkOptions options, TestPolicies policies) : IRequestPolicy, IResponsePolicy
    {
        public ValueTask<Verdict> OnRequestAsync(Exchange exchange)
        {
            policies.Seen.Enqueue($"request {options.Name}");
            return new(Verdict.GoOn);
        }

        public ValueTask<Verdict> OnResponseAsync(Exchange exchange)
        {
            policies.Seen.Enqueue($"response {options.Name} {exchange.Context.Response.StatusCode}");
            return new(Verdict.GoOn);
        }
    }
}

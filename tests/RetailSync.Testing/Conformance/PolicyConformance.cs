using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using RetailSync.Gateway;
using RetailSync.Gateway.Errors;
using Xunit;

namespace RetailSync.Testing;

/// <summary>What every policy must do, whatever it is about. A policy gets all of it from a fixture and one line:
/// <c>public sealed class QuotaConformance : PolicyConformance&lt;QuotaFixture&gt;;</c>.</summary>
public abstract class PolicyConformance<TFixture> : IAsyncDisposable
    where TFixture : IPolicyFixture, new()
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly TFixture _fixture = new();

    [Fact]
    public async Task Policy_PassingExchange_GoesOn()
    {
        var verdict = await RunAsync(_fixture.Passing());

        Assert.False(verdict.IsRefused, $"The fixture's passing exchange is refused: {verdict.Refusal?.Detail}");
    }

    [Fact]
    public async Task Policy_RefusedExchange_GivesAProblem()
    {
        if (_fixture.Refused() is not { } exchange)
        {
            return;
        }

        var problem = (await RunAsync(exchange)).Refusal;

        Assert.True(problem is not null, "The fixture's refused exchange goes on.");
        Assert.Contains(problem.Type, ProblemTypes.All);
        Assert.InRange(problem.Type.Status, 400, 599);
        Assert.False(string.IsNullOrWhiteSpace(problem.Detail), "The problem has no detail.");
        Assert.All(problem.Headers.SelectMany(header => header.Value), value => Assert.DoesNotMatch("[^\\x20-\\x7e]", value));
        AssertProblemJson(problem, exchange.Id);
    }

    [Fact]
    public async Task Policy_CancelledRequest_EndsQuickly()
    {
        foreach (var (_, exchange) in Both())
        {
            exchange.Context.Features.Set<IHttpRequestLifetimeFeature>(new HttpRequestLifetimeFeature { RequestAborted = new CancellationToken(canceled: true) });

            var failure = await Record.ExceptionAsync(() => RunAsync(exchange).AsTask().WaitAsync(Patience, TimeProvider.System));

            Assert.True(failure is null or OperationCanceledException, $"A cancelled request ended with {failure}");
        }
    }

    [Fact]
    public async Task Policy_WithoutReadsRequestBody_LeavesTheBodyAlone()
    {
        if (_fixture.Policy is IReadsRequestBody reader)
        {
            Assert.All(Both(), entry => Assert.InRange(reader.RequestBytesFor(entry.Exchange), 0, 104_857_600));
            return;
        }

        foreach (var ((_, plain), (_, guarded)) in Both().Zip(Both()))
        {
            var body = new ForbiddenBody();
            guarded.Context.Request.Body = body;

            var expected = await RunAsync(plain);
            var verdict = await RunAsync(guarded);

            Assert.Equal(expected.Refusal?.Type, verdict.Refusal?.Type);
            Assert.Equal(0, body.Attempts);
            Assert.Same(body, guarded.Context.Request.Body);
        }
    }

    [Fact]
    public async Task Policy_WebSocketUpgrade_IsJudgedLikeHttp()
    {
        foreach (var ((_, plain), (_, upgrade)) in Both().Zip(Both()))
        {
            UpgradeFeature.Apply(upgrade.Context);

            var expected = await RunAsync(plain);
            var verdict = await RunAsync(upgrade);

            Assert.Equal(expected.Refusal?.Type, verdict.Refusal?.Type);
        }
    }

    [Fact]
    public async Task Policy_HundredInParallel_AreJudgedAlike()
    {
        var refusal = _fixture.Refused() is { } refused ? (await RunAsync(refused)).Refusal?.Type : null;
        var exchanges = Enumerable.Range(0, 100).SelectMany(_ => Both()).Take(100).ToList();
        using var start = new SemaphoreSlim(0);

        var running = exchanges.Select(entry => Task.Run(async () =>
        {
            await start.WaitAsync();
            return (entry.IsPassing, (await RunAsync(entry.Exchange)).Refusal?.Type);
        })).ToList();
        start.Release(exchanges.Count);
        var verdicts = await Task.WhenAll(running).WaitAsync(Patience, TimeProvider.System);

        Assert.Equal(100, verdicts.Length);
        Assert.All(verdicts, verdict => Assert.Equal(verdict.IsPassing ? null : refusal, verdict.Type));
    }

    [Fact]
    public void Policy_Fields_HoldNoState() => Assert.Empty(PolicyState.Find(_fixture.Policy.GetType()));

    [Fact]
    public async Task Policy_PassingExchange_AllocatesLittle()
    {
        const int Rounds = 200;
        for (var i = 0; i < Rounds; i++)
        {
            await RunAsync(_fixture.Passing());
        }

        var exchanges = Enumerable.Range(0, Rounds).Select(_ => _fixture.Passing()).ToList();
        var (measured, bytes) = (0, 0L);
        foreach (var exchange in exchanges)
        {
            var (thread, before) = (Environment.CurrentManagedThreadId, GC.GetAllocatedBytesForCurrentThread());
            await RunAsync(exchange);
            if (Environment.CurrentManagedThreadId == thread)
            {
                (measured, bytes) = (measured + 1, bytes + GC.GetAllocatedBytesForCurrentThread() - before);
            }
        }

        // An exchange that went on with another thread cannot be measured; such a policy waits for something, and bytes are not what it costs.
        Assert.True(measured == 0 || bytes / measured <= _fixture.MaxBytesPerExchange, $"{bytes / Math.Max(1, measured)} bytes for each exchange; at most {_fixture.MaxBytesPerExchange} are allowed.");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_fixture is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    private static void AssertProblemJson(Problem problem, string requestId)
    {
        var written = new ArrayBufferWriter<byte>();
        ProblemBody.Write(written, problem, requestId);
        using var document = JsonDocument.Parse(written.WrittenMemory);
        var root = document.RootElement;

        Assert.Equal("application/problem+json", ProblemBody.ContentType);
        Assert.Equal(problem.Type.Uri, root.GetProperty("type").GetString());
        Assert.Equal(problem.Type.Title, root.GetProperty("title").GetString());
        Assert.Equal(problem.Type.Status, root.GetProperty("status").GetInt32());
        Assert.Equal(problem.Detail, root.GetProperty("detail").GetString());
        Assert.Equal($"/requests/{requestId}", root.GetProperty("instance").GetString());
        Assert.All(problem.Extensions, extension => Assert.True(extension.Value is string or IEnumerable<string>, $"The extension '{extension.Key}' is neither text nor a list of texts."));
        Assert.Equal(root.EnumerateObject().Count(), root.EnumerateObject().Select(member => member.Name).Distinct().Count());
    }

    private IEnumerable<(bool IsPassing, Exchange Exchange)> Both()
    {
        yield return (true, _fixture.Passing());
        if (_fixture.Refused() is { } refused)
        {
            yield return (false, refused);
        }
    }

    /// <summary>Runs both sides of the policy as the pipeline would: the response side only when the request goes on.</summary>
    private async ValueTask<Verdict> RunAsync(Exchange exchange)
    {
        var verdict = _fixture.Policy is IRequestPolicy request ? await request.OnRequestAsync(exchange) : Verdict.GoOn;
        verdict = verdict.IsRefused || _fixture.Policy is not IReadsRequestBody reader ? verdict : await reader.OnRequestBodyAsync(exchange);
        return verdict.IsRefused || _fixture.Policy is not IResponsePolicy response ? verdict : await response.OnResponseAsync(exchange);
    }
}

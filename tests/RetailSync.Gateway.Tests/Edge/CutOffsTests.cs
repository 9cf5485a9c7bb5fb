using System.Diagnostics;
using System.IO.Pipelines;
using RetailSync.Gateway.Edge;

namespace RetailSync.Gateway.Tests.Edge;

/// <summary>Slow callers that the server finds at once are let go one after another.</summary>
public sealed class CutOffsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cancel_ManyAtOnce_ComeSpread()
    {
        var cutOffs = new CutOffs(TimeProvider.System);
        var inputs = Enumerable.Range(0, 1_000).Select(_ => cutOffs.Spread(new Pipe().Reader)).ToList();
        var reads = inputs.Select(async input => (await input.ReadAsync(Cancel), Stopwatch.GetTimestamp())).ToList();

        inputs.ForEach(input => input.CancelPendingRead());

        var ends = await Task.WhenAll(reads);
        Assert.All(ends, end => Assert.True(end.Item1.IsCanceled));

        // Three in a millisecond at most.
        var times = ends.Select(end => end.Item2).ToList();
        Assert.InRange(Stopwatch.GetElapsedTime(times.Min(), times.Max()).TotalMilliseconds, 200, double.MaxValue);
    }

    [Fact]
    public async Task Cancel_AfterAPause_ComesAgain()
    {
        var cutOffs = new CutOffs(TimeProvider.System);
        for (var time = 0; time < 3; time++)
        {
            var input = cutOffs.Spread(new Pipe().Reader);
            var read = input.ReadAsync(Cancel);

            input.CancelPendingRead();

            Assert.True((await read).IsCanceled);
        }
    }
}

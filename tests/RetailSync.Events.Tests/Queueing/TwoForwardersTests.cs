using System.Collections.Concurrent;
using System.Text;
using RetailSync.Events.Tests.Journal;
using RetailSync.Gateway;

namespace RetailSync.Events.Tests.Queueing;

/// <summary>Two gateways on one PostgreSQL database, both of which forward.</summary>
public sealed class TwoForwardersTests
{
    private readonly PostgresHome _home = new();

    // Both need the key, as they would by Journal:Keys.
    private static readonly (string, string) Key = ("Keys:0", Convert.ToBase64String(new byte[32]));

    [Fact]
    public async Task Forward_AtBothWithSynchronousChangesBetween_EachOnceInOrder()
    {
        await using var one = await Rig.StartAsync(_ => _home.OpenAsync(), Key);
        await using var other = await Rig.StartAsync(_ => _home.OpenAsync(), Key);
        var (ledger, calls, underWay, overlaps) = (new ConcurrentQueue<(string Target, string Body)>(), 0, new ConcurrentDictionary<string, bool>(), 0);
        PipelineAnswer Answer(PipelineRequest asked)
        {
            // A third goes back to its place, which is the moment in which another could slip in.
            if (Interlocked.Increment(ref calls) % 3 == 0)
            {
                return FakeSystem.Says(423);
            }

            Interlocked.Add(ref overlaps, underWay.TryAdd(asked.Target, true) ? 0 : 1);
            ledger.Enqueue((asked.Target, Encoding.UTF8.GetString(asked.Body.Span)));
            underWay.TryRemove(asked.Target, out _);
            return FakeSystem.Says(200, """{"id":"C"}""");
        }

        (one.System.Answers, other.System.Answers) = (Answer, Answer);
        for (var i = 0; i < 100; i++)
        {
            var accepted = await (i % 2 == 0 ? one : other).Journal.AcceptAsync(Rig.Change($"C-{i % 5}", body: $"{i}"), new QueueTerms(1_000, 1_000), TestContext.Current.CancellationToken);
            Assert.Equal(ClaimStatus.Granted, accepted.Status);
        }

        var early = 0;
        async Task InterruptAsync(Rig rig)
        {
            while (ledger.Count < 100)
            {
                var intent = Rig.Change("C-4");
                var wasOpen = ledger.Count(entry => entry.Target == intent.Target) < 20;
                if ((await rig.Journal.ClaimAsync(intent, TestContext.Current.CancellationToken)).Status == ClaimStatus.Granted)
                {
                    // All twenty of its lane must have been sent before anything else is granted there.
                    Interlocked.Add(ref early, ledger.Count(entry => entry.Target == intent.Target) < 20 && wasOpen ? 1 : 0);
                    await rig.Journal.SettleAsync(intent, Rig.Done(), TestContext.Current.CancellationToken);
                }
            }
        }

        async Task ForwardAsync(Rig rig)
        {
            while (ledger.Count < 100)
            {
                TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
                await rig.Forwarding.TurnAsync(TestContext.Current.CancellationToken);
                await rig.Forwarding.WhenIdleAsync();
                rig.Clock.Advance(TimeSpan.FromSeconds(61));
            }
        }

        await Task.WhenAll(ForwardAsync(one), ForwardAsync(other), InterruptAsync(one), InterruptAsync(other)).WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);

        Assert.Equal((100, 0, 0), (ledger.Count, overlaps, early));
        Assert.All(
            ledger.GroupBy(entry => entry.Target),
            lane => Assert.Equal(Enumerable.Range(0, 20).Select(i => $"{int.Parse(lane.Key[^1..], System.Globalization.CultureInfo.InvariantCulture) + (5 * i)}"), lane.Select(entry => entry.Body)));
    }
}

using CsCheck;
using Microsoft.Extensions.Time.Testing;
using RetailSync.Gateway;
using RetailSync.Policies.Admit;

namespace RetailSync.Policies.Tests.Admit;

public sealed class ClusterGateTests
{
    private readonly FakeTimeProvider _clock = new();

    private enum Step
    {
        Begin,
        Answer,
        Fail,
        End,
        EndTwice,
        Pass,
    }

    [Theory]
    [InlineData(Priority.Bulk, 5)]
    [InlineData(Priority.Normal, 7)]
    [InlineData(Priority.High, 9)]
    [InlineData(Priority.Critical, 10)]
    public void TryEnter_UpToItsShare_LeavesTheRest(Priority priority, int share)
    {
        var (gate, terms) = Gate(limit: 10);

        var entered = Enumerable.Range(0, 20).Count(_ => gate.TryEnter(priority, terms) is not null);

        Assert.Equal(share, entered);
        Assert.Equal(share, gate.InFlight(priority));
    }

    [Fact]
    public void TryEnter_HigherClassesFillTheShare_LowerIsShed()
    {
        var (gate, terms) = Gate(limit: 10);
        Fill(gate, terms, Priority.Critical, 5);

        Assert.Null(gate.TryEnter(Priority.Bulk, terms));
        Assert.NotNull(gate.TryEnter(Priority.Normal, terms));
    }

    [Fact]
    public void TryEnter_LimitOfOne_LetsEveryClassIn()
    {
        var (gate, terms) = Gate(limit: 1);

        Assert.NotNull(gate.TryEnter(Priority.Bulk, terms));
        Assert.Null(gate.TryEnter(Priority.Critical, terms));
    }

    [Fact]
    public void TryEnter_BeforeAnythingIsKnown_BelievesAllButBulk()
    {
        var gate = new ClusterGate("crm", _clock);
        var terms = new AdmitTerms(new AdmitOptions());
        var bulk = new ClusterGate("oms", _clock);

        Assert.Equal(48, Enumerable.Range(0, 100).Count(_ => gate.TryEnter(Priority.Normal, terms) is not null));
        Assert.Equal(4, Enumerable.Range(0, 100).Count(_ => bulk.TryEnter(Priority.Bulk, terms) is not null));
    }

    [Fact]
    public async Task WaitAsync_SlotComesBack_GoesToTheHighestFirst()
    {
        var (gate, terms) = Gate(limit: 1);
        var first = gate.TryEnter(Priority.Bulk, terms)!;
        var high = gate.WaitAsync(Priority.High, terms, TestContext.Current.CancellationToken).AsTask();
        var critical = gate.WaitAsync(Priority.Critical, terms, TestContext.Current.CancellationToken).AsTask();

        first.Return();
        var second = await critical;

        Assert.False(high.IsCompleted);
        second!.Return();
        Assert.Equal(Priority.High, (await high)!.Priority);
    }

    [Fact]
    public async Task WaitAsync_NothingComesBack_EndsWithoutASlot()
    {
        var (gate, terms) = Gate(limit: 1);
        var first = gate.TryEnter(Priority.Bulk, terms)!;
        var waiting = gate.WaitAsync(Priority.Critical, terms, TestContext.Current.CancellationToken).AsTask();

        _clock.Advance(TimeSpan.FromMilliseconds(101));

        Assert.Null(await waiting);
        first.Return();
        Assert.Equal(0, gate.Total);
    }

    [Fact]
    public async Task WaitAsync_CallerLeaves_TakesNoSlot()
    {
        var (gate, terms) = Gate(limit: 1);
        var first = gate.TryEnter(Priority.Bulk, terms)!;
        using var leaving = new CancellationTokenSource();
        var waiting = gate.WaitAsync(Priority.Critical, terms, leaving.Token).AsTask();

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        first.Return();
        Assert.Equal(0, gate.Total);
    }

    [Fact]
    public async Task WaitAsync_ManyWait_IsBounded()
    {
        var (gate, terms) = Gate(limit: 1);
        Fill(gate, terms, Priority.Bulk, 1);
        var waiting = Enumerable.Range(0, ClusterGate.MostWaiting).Select(_ => gate.WaitAsync(Priority.Critical, terms, TestContext.Current.CancellationToken).AsTask()).ToList();

        var further = await gate.WaitAsync(Priority.Critical, terms, TestContext.Current.CancellationToken);

        Assert.Null(further);
        Assert.All(waiting, task => Assert.False(task.IsCompleted));
    }

    [Fact]
    public void TryEnter_OthersOfItsClassWait_DoesNotPassThem()
    {
        var (gate, terms) = Gate(limit: 2);
        var first = gate.TryEnter(Priority.Critical, terms)!;
        Fill(gate, terms, Priority.Critical, 1);
        var waiting = gate.WaitAsync(Priority.Critical, terms, TestContext.Current.CancellationToken).AsTask();

        first.Return();

        Assert.Equal(2, gate.Total);
        Assert.Null(gate.TryEnter(Priority.Critical, terms));
        Assert.False(waiting.IsFaulted);
    }

    [Fact]
    public void Slots_AnyOrderOfEvents_AllComeBack() =>
        Gen.Select(Gen.Enum<Step>(), Gen.Enum<Priority>(), Gen.Int[0, 1_000]).Array[1, 200].Sample(steps =>
        {
            var clock = new FakeTimeProvider();
            var gate = new ClusterGate("system", clock);
            var terms = new AdmitTerms(new AdmitOptions { MaximumLimit = 12 });
            var open = new List<(AdmitSlot Slot, long At)>();
            foreach (var (step, priority, choice) in steps)
            {
                Take(gate, terms, clock, open, step, priority, choice);
                Assert.InRange(gate.Total, 0, 12);
                Assert.Equal(gate.Total, Enum.GetValues<Priority>().Sum(gate.InFlight));
            }

            open.ForEach(entry => entry.Slot.Dispose());
            Assert.All(Enum.GetValues<Priority>(), priority => Assert.Equal(0, gate.InFlight(priority)));
            Assert.Equal(0, gate.Total);
        });

    [Fact]
    public async Task Slots_ManyThreads_AllComeBackAndNeverExceedTheLimit()
    {
        var (gate, terms) = Gate(limit: 8, TimeProvider.System);
        var (most, entered) = (0, 0);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(async () =>
        {
            for (var i = 0; i < 2_000; i++)
            {
                var priority = (Priority)((number + i) % 4);
                var slot = gate.TryEnter(priority, terms) ?? (priority >= Priority.High ? await gate.WaitAsync(priority, terms, TestContext.Current.CancellationToken) : null);
                if (slot is not null)
                {
                    most = Math.Max(most, gate.Total);
                    Interlocked.Increment(ref entered);
                    slot.Return();
                }
            }
        })));

        Assert.Equal(0, gate.Total);
        Assert.InRange(most, 1, 8);
        Assert.InRange(entered, 8_000, 16_000);
    }

    private static void Take(ClusterGate gate, AdmitTerms terms, FakeTimeProvider clock, List<(AdmitSlot Slot, long At)> open, Step step, Priority priority, int choice)
    {
        if (step == Step.Begin)
        {
            var before = gate.Total;
            if (gate.TryEnter(priority, terms) is { } slot)
            {
                Assert.True(before < 12 * (priority switch { Priority.Bulk => 0.5, Priority.Normal => 0.75, Priority.High => 0.9, _ => 1 }));
                open.Add((slot, clock.GetTimestamp()));
            }
        }
        else if (step == Step.Pass)
        {
            clock.Advance(TimeSpan.FromMilliseconds(choice));
        }
        else if (open.Count > 0)
        {
            var (slot, at) = open[choice % open.Count];
            switch (step)
            {
                case Step.Answer:
                    slot.Answered(Evidence.Sound, at);
                    break;
                case Step.Fail:
                    slot.Answered(Evidence.Failed, at);
                    break;
                default:
                    open.RemoveAt(choice % open.Count);
                    slot.Dispose();
                    if (step == Step.EndTwice)
                    {
                        slot.Return();
                    }

                    break;
            }
        }
    }

    private static bool Fill(ClusterGate gate, AdmitTerms terms, Priority priority, int count)
    {
        for (var i = 0; i < count; i++)
        {
            Assert.NotNull(gate.TryEnter(priority, terms));
        }

        return true;
    }

    private (ClusterGate Gate, AdmitTerms Terms) Gate(int limit, TimeProvider? clock = null) =>
        (new ClusterGate("crm", clock ?? _clock), new AdmitTerms(new AdmitOptions { Limit = limit }));
}

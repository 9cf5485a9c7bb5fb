using CsCheck;
using RetailSync.Policies.Lanes;

namespace RetailSync.Policies.Tests.Lanes;

/// <summary>Whose turn it is, whatever the order of arrivals, ends and departures.</summary>
public sealed class LaneTableTests
{
    private static readonly string[] Names = ["a", "b", "c"];

    [Fact]
    public void Enter_FreeLane_IsItsTurn()
    {
        var lanes = new LaneTable();

        using var place = lanes.Enter("a", 0);

        Assert.True(place!.Turn.IsCompletedSuccessfully);
        Assert.Equal((1, 0), (lanes.Lanes, lanes.Waiters));
    }

    [Fact]
    public void Enter_MoreThanMayWait_IsNull()
    {
        var lanes = new LaneTable();
        using var first = lanes.Enter("a", 1);
        using var second = lanes.Enter("a", 1);

        Assert.NotNull(second);
        Assert.Null(lanes.Enter("a", 1));
    }

    [Fact]
    public void Dispose_Twice_LetsOneOn()
    {
        var lanes = new LaneTable();
        var places = Enumerable.Range(0, 3).Select(_ => lanes.Enter("a", 9)!).ToList();

        places[0].Dispose();
        places[0].Dispose();

        Assert.Equal([true, false], places.Skip(1).Select(place => place.Turn.IsCompleted));
    }

    // 0, 1, 2: somebody arrives in that lane. Others: the n-th of those that are still there leaves, be it its turn or not.
    [Fact]
    public void Lanes_AnySteps_KeepOrderAndForgetNobody() =>
        Gen.Int[0, 12].Array[0, 60].Select(Gen.Int[0, 4]).Sample((steps, depth) =>
        {
            var lanes = new LaneTable();
            var model = Names.ToDictionary(name => name, _ => new List<LanePlace>());
            foreach (var step in steps)
            {
                var there = model.Values.SelectMany(places => places).ToList();
                if (step < Names.Length)
                {
                    var line = model[Names[step]];
                    var place = lanes.Enter(Names[step], depth);

                    Assert.Equal(line.Count - 1 >= depth && line.Count > 0, place is null);
                    line.AddRange(place is null ? [] : [place]);
                }
                else if (there.Count > 0)
                {
                    var leaving = there[step % there.Count];
                    leaving.Dispose();
                    model[leaving.Lane].Remove(leaving);
                }

                // The first of each line has its turn and nobody else.
                Assert.All(model.Values, line => Assert.Equal(line.Select((_, index) => index == 0), line.Select(place => place.Turn.IsCompletedSuccessfully)));
                Assert.Equal(model.Values.Count(line => line.Count > 0), lanes.Lanes);
                Assert.Equal(model.Values.Sum(line => Math.Max(0, line.Count - 1)), lanes.Waiters);
            }
        });

    [Fact]
    public async Task Lanes_ManyThreads_NeverTwoAtOnceAndNobodyForgotten()
    {
        var lanes = new LaneTable();
        var (inside, most, turns) = (0, 0, 0);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(number => Task.Run(async () =>
        {
            using var place = lanes.Enter("a", 1_000)!;
            if (number % 3 == 0)
            {
                // Leaves at once, perhaps at the very moment when it is called.
                return;
            }

            await place.Turn;
            var now = Interlocked.Increment(ref inside);
            most = Math.Max(most, now);
            await Task.Yield();
            Interlocked.Increment(ref turns);
            Interlocked.Decrement(ref inside);
        }))).WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, TestContext.Current.CancellationToken);

        Assert.Equal((1, 133, 0, 0), (most, turns, lanes.Lanes, lanes.Waiters));
    }
}

using CsCheck;
using RetailSync.Policies.RateLimit;
using StackExchange.Redis;


namespace RetailSync.Policies.Tests.RateLimit;

/// <summary>
/// Random histories of three gateways with clocks of their own, one real server and its troubles, against plain models. The code that runs is the real one: stores,
/// script and leases; only the time is the test's.
/// </summary>
public sealed class RateFleetModelTests(RedisFixture redis) : IClassFixture<RedisFixture>
{
    private const int Nodes = 3;

    // What happens before a request. Most often nothing.
    private enum Happening
    {
        Nothing,
        SomebodySetsAClock,
        OneIsCutOff,
        AllAreCutOff,
        OneConnectionBreaks,
        AllAreBack,
        ServerForgets,
        TimersRing,
    }

    private static readonly Gen<Happening> AnyHappening = Gen.Frequency(
        (12, Gen.Const(Happening.Nothing)),
        (3, Gen.Const(Happening.SomebodySetsAClock)),
        (1, Gen.Const(Happening.OneIsCutOff)),
        (1, Gen.Const(Happening.AllAreCutOff)),
        (1, Gen.Const(Happening.OneConnectionBreaks)),
        (3, Gen.Const(Happening.AllAreBack)),
        (1, Gen.Const(Happening.ServerForgets)),
        (2, Gen.Const(Happening.TimersRing)));

    private static readonly Gen<Happening> Peaceful = Gen.Frequency((5, Gen.Const(Happening.Nothing)), (2, Gen.Const(Happening.SomebodySetsAClock)), (1, Gen.Const(Happening.TimersRing)));

    private static readonly Gen<int> Pause = Gen.Frequency((6, Gen.Const(0)), (3, Gen.Int[1, 4]), (1, Gen.Int[5, 40]));

    /// <summary>As long as the server is there, three gateways with any clocks decide exactly as one alone would, over several windows at once.</summary>
    [Fact]
    public Task Take_AnyHistoryInPeace_AgreesWithASingleLimiter()
    {
        var window = Gen.Select(Gen.Int[3, 20], Gen.Int[1, 30]);
        var step = Gen.Select(Gen.Int[0, Nodes - 1], Gen.Int[0, 4_000], Gen.Int[1, 3], Gen.Int[-1_000_000, 1_000_000]);
        return Gen.Select(window.Array[1, 4], step.Array[1, 100], Gen.Bool).SampleAsync(async (sizes, steps, countDenied) =>
        {
            using var fleet = redis.Fleet(Nodes);
            var windows = RateStoreConformance.Windows([.. sizes.Select((size, i) => ($"w{i}", size.Item1, size.Item2))]);
            var key = RateStoreConformance.Key(windows, "web-shop");
            var model = new RateModel(windows);
            foreach (var (node, pause, cost, skew) in steps)
            {
                fleet.Advance(pause);
                fleet.Nodes[node].Clock.SetWall(TimeSpan.FromSeconds(skew));
                var remembered = fleet.Remembered;
                var decision = await fleet.Nodes[node].TakeAsync(key, windows, cost, countDenied);
                model.Check(decision, fleet.ServerTime, cost, countDenied, fleet.Remembered > remembered);
            }
        });
    }

    /// <summary>Whatever happens: never more than the limit through the server, never more per gateway and window, and exact one window after the last trouble.</summary>
    [Fact]
    public async Task Take_AnyHistory_KeepsItsPromises()
    {
        var step = Gen.Select(AnyHappening, Gen.Int[0, Nodes - 1], Pause, Gen.Int[1, 3]);
        await Gen.Select(Gen.Int[3, 15], Gen.Int[2, 20], step.Array[1, 150]).SampleAsync(async (limit, seconds, steps) =>
        {
            using var run = new Run(redis.Fleet(Nodes), RateStoreConformance.Windows(("burst", limit, seconds)), redis.Nowhere);
            foreach (var (happening, node, pause, cost) in steps)
            {
                run.Fleet.Advance(pause * 1_000L);
                await run.HappenAsync(happening, node);
                await run.RequestAsync(node, cost, slack: 0);
            }
        });
    }

    /// <summary>The same where batches are leased: what may be missing is what lies unused in the other gateways' batches.</summary>
    [Fact]
    public async Task TakeLeased_AnyHistory_KeepsItsPromises()
    {
        var step = Gen.Select(AnyHappening, Gen.Int[0, Nodes - 1], Pause, Gen.Int[1, 7], Gen.Int[1, 60]);
        await Gen.Select(Gen.Int[300, 1_200], Gen.Int[2, 20], step.Array[1, 60]).SampleAsync(
            async (limit, seconds, steps) =>
            {
                var windows = RateStoreConformance.Windows(leaseFrom: 100, ("burst", limit, seconds));
                using var run = new Run(redis.Fleet(Nodes), windows, redis.Nowhere);
                foreach (var (happening, node, pause, cost, requests) in steps)
                {
                    run.Fleet.Advance(pause * 1_000L);
                    await run.HappenAsync(happening, node);
                    for (var i = 0; i < requests; i++)
                    {
                        await run.RequestAsync(node, cost, slack: (Nodes - 1) * (windows.Batch + 7));
                    }
                }
            },
            iter: 60);
    }

    /// <summary>In peace, what the gateways give back when they end is all that they did not use: the server then holds what was admitted, no more and no less.</summary>
    [Fact]
    public async Task TakeLeased_AnyHistoryInPeace_GivesBackWhatIsUnused()
    {
        var step = Gen.Select(Peaceful, Gen.Int[0, Nodes - 1], Pause, Gen.Int[1, 7], Gen.Int[1, 40]);
        await Gen.Select(Gen.Int[300, 1_200], step.Array[1, 40]).SampleAsync(
            async (limit, steps) =>
            {
                var windows = RateStoreConformance.Windows(leaseFrom: 100, ("burst", limit, 20), ("daily", 1_000_000, 86_400));
                using var run = new Run(redis.Fleet(Nodes), windows, null);
                var admitted = 0;
                foreach (var (happening, node, pause, cost, requests) in steps)
                {
                    run.Fleet.Advance(pause * 1_000L);
                    await run.HappenAsync(happening, node);
                    for (var i = 0; i < requests; i++)
                    {
                        admitted += (await run.Fleet.Nodes[node].TakeAsync(run.Key, windows, cost)).IsAdmitted ? cost : 0;
                    }
                }

                foreach (var node in run.Fleet.Nodes)
                {
                    await node.Store.DisposeAsync();
                }

                var stored = ((string?)await run.Fleet.Database.StringGetAsync(run.Key.NameOn(run.Fleet.Prefix)))!.Split(' ');
                Assert.Equal(admitted, int.Parse(stored[3], System.Globalization.CultureInfo.InvariantCulture));
            },
            iter: 60);
    }

    private sealed class Run(RateFleet fleet, RateWindows windows, IDatabase? nowhere) : IDisposable
    {
        private readonly RateFleetModel _model = new(windows.Limits[0], windows.Seconds[0], Nodes);

        public RateFleet Fleet => fleet;

        public RateKey Key { get; } = RateStoreConformance.Key(windows, "web-shop");

        public void Dispose() => fleet.Dispose();

        public async Task HappenAsync(Happening happening, int node)
        {
            switch (happening)
            {
                case Happening.SomebodySetsAClock:
                    fleet.Nodes[node].Clock.SetWall(TimeSpan.FromDays(-1));
                    break;
                case Happening.OneIsCutOff:
                    fleet.Nodes[node].IsAway = true;
                    break;
                case Happening.AllAreCutOff:
                    Array.ForEach(fleet.Nodes, each => each.IsAway = true);
                    break;
                case Happening.OneConnectionBreaks:
                    fleet.Nodes[node].Instead = nowhere;
                    break;
                case Happening.AllAreBack:
                    Array.ForEach(fleet.Nodes, each => (each.IsAway, each.Instead) = (false, null));
                    break;
                case Happening.ServerForgets:
                    // It was started anew, and every connection is another one.
                    Array.ForEach(fleet.Nodes, each => (each.IsAway, each.IsAway) = (true, each.IsAway));
                    await fleet.ForgetAsync(Key);
                    _model.Forget(fleet.ServerTime);
                    break;
                case Happening.TimersRing:
                    await Task.WhenAll(fleet.Nodes.Select(each => each.Store.GiveBackAsync(always: false)));
                    break;
                case Happening.Nothing:
                default:
                    break;
            }
        }

        public async Task RequestAsync(int node, int cost, int slack)
        {
            if (fleet.Nodes.Any(each => each.IsAway || each.Instead is not null))
            {
                _model.Trouble(fleet.ServerTime);
            }

            // A batch in hand is used up before the broken connection is noticed.
            var asked = fleet.Nodes[node].Failures;
            var wasAway = fleet.Nodes[node].IsAway;
            var remembered = fleet.Remembered;
            var decision = await fleet.Nodes[node].TakeAsync(Key, windows, cost);
            _model.Check(node, decision, wasAway || fleet.Nodes[node].Failures > asked, cost, slack, fleet.ServerTime, fleet.Remembered > remembered);
        }
    }
}

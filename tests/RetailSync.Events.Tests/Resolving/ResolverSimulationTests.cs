using RetailSync.Events.Resolving;
using RetailSync.Gateway;

namespace RetailSync.Events.Tests.Resolving;

/// <summary>The decisions of resolvers, over many worlds in which requests are lost, come late and are repeated, and gateways die. A seed makes a world.</summary>
public sealed class ResolverSimulationTests
{
    private const int Worlds = 10_000;

    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Call = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(UpstreamClass.A)]
    [InlineData(UpstreamClass.B)]
    [InlineData(UpstreamClass.C)]
    [InlineData(UpstreamClass.D)]
    public void Decide_TenThousandWorlds_TellTheTruth(UpstreamClass offers)
    {
        var ends = new Dictionary<OperationState, int>();
        for (var seed = 0; seed < Worlds; seed++)
        {
            var world = new World(offers, seed);

            var end = world.Run();

            Assert.True(world.IsTrue(end), $"Class {offers}, seed {seed}: it ended {end} with {world.System.Effects} effects, {world.System.Sent} requests and {world.Events} events.");
            ends[end] = ends.GetValueOrDefault(end) + 1;
        }

        // A simulation in which nothing ever happens would prove nothing.
        Assert.True(offers == UpstreamClass.D ? ends.Keys.Single() == OperationState.Exception : ends[OperationState.Done] > Worlds / 4, $"{string.Join(", ", ends)}");
    }

    private sealed class World
    {
        private readonly Random _random;
        private readonly UpstreamClass _offers;
        private readonly bool _hasGuard;
        private readonly bool _refuses;
        private readonly bool _isDelete;
        private DateTimeOffset _now = Start;

        public World(UpstreamClass offers, int seed)
        {
            _random = new Random(seed);
            (_offers, _hasGuard, _refuses, _isDelete) = (offers, offers == UpstreamClass.C && Chance(0.6), Chance(0.1), Chance(0.2));
            System = new SimulatedSystem(offers, _hasGuard, _refuses);

            // The call's own request: it may arrive as late as a quiet time after its deadline.
            System.Send(Chance(0.75) ? Start + Up(Call + Quiet) : null);
            if (Chance(0.2))
            {
                System.WorkUntil(Start + Up(Call + Quiet));
            }

            _now += Chance(0.5) ? Call : Up(Call);
        }

        public SimulatedSystem System { get; }

        public int Events { get; private set; }

        public OperationState Run()
        {
            var (attempts, absentSince, isResent, since) = (0, (DateTimeOffset?)null, false, _now);
            while (true)
            {
                attempts++;
                ResolverState State() => new()
                {
                    Class = _offers, CanLook = _offers is UpstreamClass.B or UpstreamClass.C, HasGuard = _hasGuard, IsDelete = _isDelete, Attempts = attempts, IsResent = isResent, AbsentSince = absentSince,
                    Since = since, Deadline = Start + Call, Now = _now, Quiet = Quiet,
                };
                var step = ResolverDecision.Begin(State());
                while (step is ResolverStep.Repeat or ResolverStep.Look)
                {
                    if (step is ResolverStep.Repeat && _offers == UpstreamClass.C)
                    {
                        (isResent, absentSince) = (true, null);
                    }

                    var learnt = step is ResolverStep.Repeat ? Repeat() : Look();
                    step = ResolverDecision.Next(State(), learnt);

                    // The gateway dies: what it learnt is lost, what it wrote down is not.
                    if (Chance(0.1))
                    {
                        step = new ResolverStep.Later(_now + Up(Quiet), absentSince, "");
                    }
                }

                if (step is ResolverStep.Settle settle)
                {
                    Events += settle.State == OperationState.Done ? 1 : 0;
                    System.Until(_now.AddYears(1));
                    return settle.State;
                }

                var later = Assert.IsType<ResolverStep.Later>(step);
                absentSince = later.AbsentSince;
                _now = later.At > _now ? later.At + (Chance(0.3) ? Up(Call) : TimeSpan.Zero) : _now;
            }
        }

        public bool IsTrue(OperationState end) => end switch
        {
            OperationState.Done => System.Effects == 1 && Events == 1,
            OperationState.Rejected or OperationState.NotApplied => System.Effects == 0 && Events == 0,
            OperationState.Exception => System.Effects <= 1 && Events == 0,
            _ => false,
        } && (_offers is UpstreamClass.A || System.Sent <= (_hasGuard ? 2 : 1));

        private LearntKind Repeat()
        {
            var before = System.Effects;
            if (Chance(0.2))
            {
                // Lost on its way, or so late that nobody waits for its answer.
                System.Send(Chance(0.5) ? _now + Up(Quiet) : null);
                Pass(Call);
                return LearntKind.Nothing;
            }

            if (_offers == UpstreamClass.A && System.IsBusy(_now))
            {
                return LearntKind.Conflict;
            }

            System.Send(_now);
            System.Until(_now);
            Pass(TimeSpan.FromSeconds(1));
            return Chance(0.2) ? LearntKind.Nothing
                : _offers == UpstreamClass.C && before > 0 ? LearntKind.OtherVersion
                : _refuses ? LearntKind.Refused : LearntKind.Applied;
        }

        private LearntKind Look()
        {
            System.Until(_now);
            var (isApplied, kind) = (System.Effects > 0, LearntKind.Nothing);
            if (!Chance(0.2))
            {
                kind = _offers == UpstreamClass.B ? (isApplied ? LearntKind.Found : LearntKind.Absent)
                    : isApplied ? (_isDelete ? LearntKind.Gone : LearntKind.Contains)
                    : _hasGuard ? LearntKind.Unchanged : LearntKind.Differs;
            }

            Pass(TimeSpan.FromSeconds(1));
            return kind;
        }

        private void Pass(TimeSpan most)
        {
            _now += Up(most);
            System.Until(_now);
        }

        private bool Chance(double probability) => _random.NextDouble() < probability;

        private TimeSpan Up(TimeSpan most) => most * _random.NextDouble();
    }
}

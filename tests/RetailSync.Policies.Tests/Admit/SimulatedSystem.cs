using Microsoft.Extensions.Time.Testing;
using RetailSync.Gateway;
using RetailSync.Policies.Admit;

namespace RetailSync.Policies.Tests.Admit;

/// <summary>
/// A system with so many slots and a queue in front of them, behind a gate, on a clock that jumps from event to event. Callers of one class arrive at a steady rate, or
/// are a number of workers who come again as soon as they are answered, and a little later when they are refused.
/// </summary>
internal sealed class SimulatedSystem
{
    private readonly PriorityQueue<Action, (TimeSpan At, int Order)> _events = new();
    private readonly Queue<Call> _queue = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly Random _random;
    private TimeSpan _now;
    private int _order;
    private int _busy;

    public SimulatedSystem(int slots, double milliseconds, AdmitOptions? options = null, int seed = 7)
    {
        _random = new Random(seed);
        Slots = slots;
        Milliseconds = milliseconds;
        Gate = new ClusterGate("system", _clock, new Random(seed));
        Terms = new AdmitTerms(options ?? new AdmitOptions());
    }

    public ClusterGate Gate { get; }

    public AdmitTerms Terms { get; }

    public int Slots { get; set; }

    /// <summary>How long a call takes in its slot.</summary>
    public double Milliseconds { get; set; }

    /// <summary>How much single calls differ: 0 not at all, 1 as random arrivals do.</summary>
    public double Spread { get; set; }

    public bool Fails { get; set; }

    public TimeSpan Now => _now;

    /// <summary>What has been answered since <see cref="Forget"/>, by class.</summary>
    public Dictionary<Priority, List<double>> Latencies { get; } = Enum.GetValues<Priority>().ToDictionary(priority => priority, _ => new List<double>());

    /// <summary>What has been refused since <see cref="Forget"/>, by class.</summary>
    public Dictionary<Priority, int> Shed { get; } = Enum.GetValues<Priority>().ToDictionary(priority => priority, _ => 0);

    public List<TimeSpan> ShedAt { get; } = [];

    public void Forget()
    {
        foreach (var priority in Enum.GetValues<Priority>())
        {
            Latencies[priority].Clear();
            Shed[priority] = 0;
        }

        ShedAt.Clear();
    }

    public double P(Priority priority, double share) => Latencies[priority].Order().ElementAt((int)(share * (Latencies[priority].Count - 1)));

    /// <summary>Random arrivals at this rate until the source is stopped.</summary>
    public Source Arrive(Priority priority, double perSecond)
    {
        var source = new Source();
        Next();
        return source;

        void Next() => At(_now + TimeSpan.FromSeconds(-Math.Log(1 - _random.NextDouble()) / perSecond), () =>
        {
            if (!source.IsStopped)
            {
                Send(priority, _ => { });
                Next();
            }
        });
    }

    /// <summary>So many workers, one call at a time each, until the source is stopped.</summary>
    public Source Work(Priority priority, int workers, double pauseAfterRefusal = 20)
    {
        var source = new Source();
        for (var i = 0; i < workers; i++)
        {
            At(_now, Again);
        }

        return source;

        void Again()
        {
            if (!source.IsStopped)
            {
                Send(priority, wasAdmitted => At(_now + TimeSpan.FromMilliseconds(wasAdmitted ? 0.2 : pauseAfterRefusal), Again));
            }
        }
    }

    public void Run(double seconds)
    {
        var until = _now + TimeSpan.FromSeconds(seconds);
        while (_events.TryPeek(out _, out var due) && due.At <= until)
        {
            var action = _events.Dequeue();
            _clock.Advance(due.At - _now);
            _now = due.At;
            action();
        }

        _clock.Advance(until - _now);
        _now = until;
    }

    private void At(TimeSpan at, Action action) => _events.Enqueue(action, (at, _order++));

    private void Send(Priority priority, Action<bool> then)
    {
        if (Gate.TryEnter(priority, Terms) is not { } slot)
        {
            Shed[priority]++;
            ShedAt.Add(_now);
            then(false);
            return;
        }

        _queue.Enqueue(new Call(slot, _now, _clock.GetTimestamp(), then));
        Serve();
    }

    private void Serve()
    {
        while (_busy < Slots && _queue.TryDequeue(out var call))
        {
            _busy++;
            var random = (Spread * -Math.Log(1 - _random.NextDouble())) + 1 - Spread;
            At(_now + TimeSpan.FromMilliseconds(Milliseconds * random), () =>
            {
                _busy--;
                Latencies[call.Slot.Priority].Add((_now - call.At).TotalMilliseconds);
                call.Slot.Answered(Fails ? Evidence.Failed : Evidence.Sound, call.SentAt);
                call.Slot.Return();
                Serve();
                call.Then(true);
            });
        }
    }

    /// <summary>Where calls come from.</summary>
    internal sealed class Source
    {
        public bool IsStopped { get; private set; }

        public void Stop() => IsStopped = true;
    }

    private sealed record Call(AdmitSlot Slot, TimeSpan At, long SentAt, Action<bool> Then);
}

using RetailSync.Gateway;

namespace RetailSync.Policies.Admit;

/// <summary>
/// One cluster's calls in flight. A call is let in while fewer are in flight, whatever their class, than its class may use, so there always is room left for the higher ones.
/// </summary>
/// <remarks>Safe to call from many threads; one short lock.</remarks>
internal sealed class ClusterGate(string clusterId, TimeProvider clock, Random? random = null)
{
    /// <summary>How many calls may wait at a time. More would not get their turn in time.</summary>
    public const int MostWaiting = 256;

    private readonly Lock _lock = new();
    private readonly ConcurrencyEstimate _estimate = new(clock.TimestampFrequency, random ?? Random.Shared);
    private readonly int[] _inFlight = new int[4];
    private readonly LinkedList<AdmitWaiter> _critical = [];
    private readonly LinkedList<AdmitWaiter> _high = [];
    private int _total;

    /// <summary>The cluster's id.</summary>
    public string ClusterId => clusterId;

    /// <summary>How many calls the cluster carries, as far as is known.</summary>
    public double Limit
    {
        get
        {
            lock (_lock)
            {
                return _estimate.Limit;
            }
        }
    }

    /// <summary>How long an answer takes when nothing queues; zero while unknown.</summary>
    public TimeSpan UnloadedLatency
    {
        get
        {
            lock (_lock)
            {
                return TimeSpan.FromSeconds(_estimate.UnloadedLatency / clock.TimestampFrequency);
            }
        }
    }

    /// <summary>How many calls are in flight, whatever their class.</summary>
    public int Total => Volatile.Read(ref _total);

    /// <summary>How many calls of a class are in flight.</summary>
    public int InFlight(Priority priority) => Volatile.Read(ref _inFlight[(int)priority]);

    /// <summary>A slot; null when there is no room.</summary>
    public AdmitSlot? TryEnter(Priority priority, AdmitTerms terms)
    {
        lock (_lock)
        {
            if (_total < terms.CapFor(priority, _estimate) && !IsBehind(priority))
            {
                return Enter(priority);
            }

            _estimate.Refused(priority);
            return null;
        }
    }

    /// <summary>A slot, whether there is room or not: for routes that only watch.</summary>
    public AdmitSlot EnterAnyway(Priority priority)
    {
        lock (_lock)
        {
            return Enter(priority);
        }
    }

    /// <summary>A slot as soon as there is room; null when none came in time.</summary>
    public async ValueTask<AdmitSlot?> WaitAsync(Priority priority, AdmitTerms terms, CancellationToken cancel)
    {
        if (Queue(priority, terms) is not { } waiter)
        {
            return null;
        }

        try
        {
            return await waiter.Granted.WaitAsync(terms.Wait, clock, cancel);
        }
        catch (TimeoutException)
        {
            return Withdraw(waiter) ? null : await waiter.Granted;
        }
        catch (OperationCanceledException)
        {
            if (!Withdraw(waiter))
            {
                (await waiter.Granted).Return();
            }

            throw;
        }
    }

    /// <summary>Takes a call's latency into account.</summary>
    public void Measured(long sentAt, int inFlight, bool isFailure)
    {
        var now = clock.GetTimestamp();
        lock (_lock)
        {
            _estimate.Add(sentAt, now, inFlight, _total, isFailure);
        }
    }

    /// <summary>Takes a call out, and lets those in who wait, the highest class first.</summary>
    public void Leave(Priority priority)
    {
        lock (_lock)
        {
            _total--;
            _inFlight[(int)priority]--;
            if (_critical.Count + _high.Count > 0)
            {
                Admit(_critical);
                Admit(_high);
            }
        }
    }

    private AdmitSlot Enter(Priority priority)
    {
        _inFlight[(int)priority]++;
        return new AdmitSlot(this, priority, ++_total);
    }

    // Nobody passes those who wait already.
    private bool IsBehind(Priority priority) => _critical.Count > 0 || (_high.Count > 0 && priority <= Priority.High);

    private LinkedList<AdmitWaiter> LineFor(Priority priority) => priority == Priority.Critical ? _critical : _high;

    private AdmitWaiter? Queue(Priority priority, AdmitTerms terms)
    {
        lock (_lock)
        {
            if (_critical.Count + _high.Count >= MostWaiting)
            {
                return null;
            }

            var waiter = new AdmitWaiter(priority, terms);
            LineFor(priority).AddLast(waiter);

            // The room may have come since it was refused, and then nobody is left to give it.
            Admit(_critical);
            Admit(_high);
            return waiter;
        }
    }

    private bool Withdraw(AdmitWaiter waiter)
    {
        lock (_lock)
        {
            return LineFor(waiter.Priority).Remove(waiter);
        }
    }

    private void Admit(LinkedList<AdmitWaiter> line)
    {
        while (line.First is { Value: var waiter } && _total < waiter.Terms.CapFor(waiter.Priority, _estimate))
        {
            line.RemoveFirst();
            waiter.Grant(Enter(waiter.Priority));
        }
    }
}

using RetailSync.Gateway;

namespace RetailSync.Policies.Admit;

/// <summary>One call's place in its cluster, from admission until it is given back. Belongs to one exchange.</summary>
internal sealed class AdmitSlot(ClusterGate gate, Priority priority, int inFlight) : IDisposable
{
    private Exchange? _exchange;
    private bool _isAnswered;
    private int _isReturned;

    /// <summary>The class that the call was let in with.</summary>
    public Priority Priority => priority;

    /// <summary>How many calls were in flight when it was let in, itself included.</summary>
    public int InFlight => inFlight;

    /// <summary>Ties the slot to its exchange, with whose end it is given back.</summary>
    public void HoldFor(Exchange exchange)
    {
        _exchange = exchange;
        exchange.ReleaseAtEnd(this);
        exchange.Context.Features.Set(this);
    }

    /// <summary>Notes that the answer has begun, and what it tells about the system.</summary>
    public void Answered(Evidence evidence, long sentAt)
    {
        _isAnswered = true;
        if (evidence != Evidence.None)
        {
            gate.Measured(sentAt, inFlight, evidence == Evidence.Failed);
        }
    }

    /// <summary>Gives the slot back, once.</summary>
    public void Return()
    {
        if (Interlocked.Exchange(ref _isReturned, 1) == 0)
        {
            gate.Leave(priority);
        }
    }

    /// <summary>The exchange has ended. A call that was sent and never answered is a failure; one that was not sent says nothing.</summary>
    public void Dispose()
    {
        if (_exchange is { ForwardedAt: > 0 } exchange && !_isAnswered)
        {
            Answered(Evidence.Failed, exchange.ForwardedAt);
        }

        Return();
    }
}

namespace RetailSync.Policies.Lanes;

/// <summary>One exchange's place in a lane, from its arrival until it is given up. Waited for by one thread; given up from any, once.</summary>
internal sealed class LanePlace : IDisposable
{
    private readonly LaneTable _table;
    private readonly TaskCompletionSource? _turn;
    private int _isLeft;

    public LanePlace(LaneTable table, string lane, bool isTurn)
    {
        (_table, Lane) = (table, lane);
        Node = new LinkedListNode<LanePlace>(this);
        _turn = isTurn ? null : new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>The lane.</summary>
    public string Lane { get; }

    /// <summary>Completes when it is its turn.</summary>
    public Task Turn => _turn?.Task ?? Task.CompletedTask;

    /// <summary>Its place in the line; in no list when it is its turn.</summary>
    internal LinkedListNode<LanePlace> Node { get; }

    /// <summary>Gives it up. A second time nothing happens.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isLeft, 1) == 0)
        {
            _table.Leave(this);
        }
    }

    /// <summary>It is its turn.</summary>
    internal void Call() => _turn!.SetResult();
}

namespace RetailSync.Store.Writing;

/// <summary>A unit between the caller and its commit. It is taken up once or given up once, whichever comes first.</summary>
internal sealed class PendingUnit : TaskCompletionSource<IReadOnlyList<int>>
{
    private const int Waiting = 0;
    private const int Taken = 1;
    private const int GivenUp = 2;

    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenRegistration _registration;
    private int _state;

    public PendingUnit(StoreWrite write, int bytes, CancellationToken cancellationToken)
        : base(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        (Write, Bytes, _cancellation) = (write, bytes, cancellationToken);
        Changed = write.Statements.Count == 0 ? [] : new int[write.Statements.Count];
        if (cancellationToken.CanBeCanceled)
        {
            _registration = cancellationToken.UnsafeRegister(static unit => ((PendingUnit)unit!).GiveUp(), this);
        }
    }

    private PendingUnit() => (Write, Changed) = (new StoreWrite(), []);

    /// <summary>Wakes the writer and asks for nothing.</summary>
    public static PendingUnit Tick { get; } = new();

    /// <summary>What is to be written.</summary>
    public StoreWrite Write { get; }

    /// <summary>About how much memory its values take.</summary>
    public int Bytes { get; }

    /// <summary>Where the writer puts the number of rows that each statement has changed.</summary>
    public int[] Changed { get; }

    /// <summary>Why this unit alone failed; null while it has not. Only the writer uses it.</summary>
    public Exception? Fault { get; set; }

    /// <summary>Takes it up for the next commit. From then on it cannot be given up.</summary>
    /// <returns>False when the caller has given up before.</returns>
    public bool TryTake()
    {
        if (Interlocked.CompareExchange(ref _state, Taken, Waiting) != Waiting)
        {
            return false;
        }

        _registration.Unregister();
        return true;
    }

    /// <summary>Tells the caller how it ended: with its own fault, or written.</summary>
    public void Complete()
    {
        if (Fault is { } fault)
        {
            TrySetException(fault);
        }
        else
        {
            TrySetResult(Changed);
        }
    }

    private void GiveUp()
    {
        if (Interlocked.CompareExchange(ref _state, GivenUp, Waiting) == Waiting)
        {
            TrySetCanceled(_cancellation);
        }
    }
}

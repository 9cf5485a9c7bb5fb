using System.Threading.Channels;

namespace RetailSync.Store.Writing;

/// <summary>The units that wait for the writer, oldest first. Bounded: beyond the bound callers wait for a place, in the order in which they came. Many producers, one consumer.</summary>
internal sealed class UnitQueue
{
    private const string ClosedMessage = "The store is closed: nothing was written.";

    private readonly Channel<PendingUnit> _channel;
    private readonly int _batchStatements;
    private readonly int _batchBytes;
    private PendingUnit? _next;

    /// <param name="limits">How many may wait, and how much goes into one commit.</param>
    public UnitQueue(WriteLimits limits)
    {
        (_batchStatements, _batchBytes) = (limits.BatchStatements, limits.BatchBytes);
        _channel = Channel.CreateBounded<PendingUnit>(new BoundedChannelOptions(limits.QueueUnits) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    }

    /// <summary>How many units wait.</summary>
    public int Count => _channel.Reader.Count;

    /// <summary>Hands a unit in and completes when it was carried out.</summary>
    public Task<IReadOnlyList<int>> WriteAsync(StoreWrite write, CancellationToken cancellationToken)
    {
        var bytes = WriteCheck.Check(write);
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<IReadOnlyList<int>>(cancellationToken);
        }

        var unit = new PendingUnit(write, bytes, cancellationToken);
        return _channel.Writer.TryWrite(unit) ? unit.Task : WaitForPlaceAsync(unit, cancellationToken);
    }

    /// <summary>Wakes the consumer. Does nothing when units wait: then it is awake.</summary>
    public void Tick()
    {
        if (Count == 0)
        {
            _channel.Writer.TryWrite(PendingUnit.Tick);
        }
    }

    /// <summary>Takes no more units. Those that wait are still carried out.</summary>
    public void Close() => _channel.Writer.TryComplete();

    /// <summary>Waits for a unit or a tick.</summary>
    /// <returns>False when the queue is closed and empty.</returns>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _next is null ? _channel.Reader.WaitToReadAsync(cancellationToken) : ValueTask.FromResult(true);

    /// <summary>Takes up what waits, oldest first, up to the bounds of one commit, but at least one unit if there is one.</summary>
    public void Take(List<PendingUnit> batch)
    {
        var (statements, bytes) = (0, 0L);
        while ((_next is not null || _channel.Reader.TryRead(out _next)) && _next is { } unit)
        {
            if (batch.Count > 0 && (statements + unit.Write.Statements.Count > _batchStatements || bytes + unit.Bytes > _batchBytes))
            {
                // It leads the next commit.
                return;
            }

            _next = null;
            if (unit != PendingUnit.Tick && unit.TryTake())
            {
                batch.Add(unit);
                statements += unit.Write.Statements.Count;
                bytes += unit.Bytes;
            }
        }
    }

    private async Task<IReadOnlyList<int>> WaitForPlaceAsync(PendingUnit unit, CancellationToken cancellationToken)
    {
        try
        {
            await _channel.Writer.WriteAsync(unit, cancellationToken);
        }
        catch (ChannelClosedException closed)
        {
            unit.TryTake();
            throw new StoreUnavailableException(ClosedMessage, closed);
        }

        return await unit.Task;
    }
}

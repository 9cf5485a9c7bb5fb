namespace RetailSync.Policies.Lanes;

/// <summary>
/// Who is whose turn: of each lane one holds the ticket, and the others wait in the order in which they came. A lane is there only while somebody holds its ticket. It
/// outlives every reload. Safe to use from many threads; one short lock.
/// </summary>
internal sealed class LaneTable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedList<LanePlace>> _waiting = new(StringComparer.Ordinal);
    private int _waiters;

    /// <summary>How many lanes there are.</summary>
    public int Lanes
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>How many wait, in all lanes together.</summary>
    public int Waiters => Volatile.Read(ref _waiters);

    /// <summary>Takes a place at the end of a lane; null when as many wait as may.</summary>
    public LanePlace? Enter(string lane, int maxDepth)
    {
        lock (_lock)
        {
            if (!_waiting.TryGetValue(lane, out var places))
            {
                _waiting[lane] = [];
                return new LanePlace(this, lane, isTurn: true);
            }

            if (places.Count >= maxDepth)
            {
                return null;
            }

            var place = new LanePlace(this, lane, isTurn: false);
            places.AddLast(place.Node);
            _waiters++;
            return place;
        }
    }

    /// <summary>Gives a place up: one that waits leaves the line, one whose turn it is lets the next one on.</summary>
    internal void Leave(LanePlace place)
    {
        LanePlace? next = null;
        lock (_lock)
        {
            var places = _waiting[place.Lane];
            if (place.Node.List is not null)
            {
                places.Remove(place.Node);
                _waiters--;
                return;
            }

            if (places.First is { } first)
            {
                places.RemoveFirst();
                _waiters--;
                next = first.Value;
            }
            else
            {
                _waiting.Remove(place.Lane);
            }
        }

        next?.Call();
    }
}

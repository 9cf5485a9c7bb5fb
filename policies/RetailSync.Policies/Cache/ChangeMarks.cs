namespace RetailSync.Policies.Cache;

/// <summary>
/// Remembers when which resources were last changed, so that no answer from before a change is given after it. Nothing is searched for and removed when a
/// change passes: an answer carries the number that was current when its request began, and is worthless once its resource carries a higher one.
/// </summary>
/// <remarks>
/// A table of fixed size (about 700 KB) under hashes. Resources that share a place are dropped together, which costs a request and nothing else. Safe to use from many threads.
/// </remarks>
internal sealed class ChangeMarks(TimeProvider clock)
{
    private const int Places = 16_384;

    // "At" is for the resource itself; what lies below it looks there as well. "Below" is for the resources above: a collection changes with its items.
    private readonly Mark[] _at = new Mark[Places];
    private readonly Mark[] _below = new Mark[Places];
    private long _everything;
    private long _last;

    /// <summary>The number of the last change. To be read before anything else about a request.</summary>
    public long Last => Volatile.Read(ref _last);

    /// <summary>Whether a change of the resource, of one above or of one below it is on its way, or may have gone wrong just now.</summary>
    /// <remarks>To be asked before <see cref="HasChangedSince"/>: a change leaves its mark before it stops to be on its way.</remarks>
    public bool IsChanging(in ResourcePath resource)
    {
        for (var depth = 0; depth <= resource.Depth; depth++)
        {
            if (IsChanging(ref _at[Index(resource[depth])]))
            {
                return true;
            }
        }

        return IsChanging(ref _below[Index(resource[resource.Depth])]);
    }

    /// <summary>Whether the resource, one above or one below it has changed after <paramref name="number"/>.</summary>
    public bool HasChangedSince(long number, in ResourcePath resource)
    {
        for (var depth = 0; depth <= resource.Depth; depth++)
        {
            if (Volatile.Read(ref _at[Index(resource[depth])].Changed) > number)
            {
                return true;
            }
        }

        return Volatile.Read(ref _below[Index(resource[resource.Depth])].Changed) > number || Volatile.Read(ref _everything) > number;
    }

    /// <summary>A change of the resource is about to be sent.</summary>
    public void Begin(in ResourcePath resource) => Count(resource, 1);

    /// <summary>The change is over, whatever came of it. Once for each <see cref="Begin"/>.</summary>
    public void End(in ResourcePath resource) => Count(resource, -1);

    /// <summary>The resource has changed, or may have.</summary>
    public void Changed(in ResourcePath resource)
    {
        var number = Interlocked.Increment(ref _last);
        for (var depth = 0; depth < resource.Depth; depth++)
        {
            Raise(ref _below[Index(resource[depth])].Changed, number);
        }

        Raise(ref _at[Index(resource[resource.Depth])].Changed, number);
    }

    /// <summary>Anything may have changed: news of changes elsewhere was lost.</summary>
    public void EverythingChanged() => Raise(ref _everything, Interlocked.Increment(ref _last));

    /// <summary>A change of the resource may still come about within this time, although nobody waits for it any more.</summary>
    public void Doubt(in ResourcePath resource, TimeSpan time)
    {
        if (time <= TimeSpan.Zero)
        {
            return;
        }

        var until = clock.GetTimestamp() + (long)(time.TotalSeconds * clock.TimestampFrequency);
        for (var depth = 0; depth < resource.Depth; depth++)
        {
            Raise(ref _below[Index(resource[depth])].DoubtedUntil, until);
        }

        Raise(ref _at[Index(resource[resource.Depth])].DoubtedUntil, until);
    }

    private static int Index(int hash) => (int)((uint)hash * 2_654_435_769u >> 18);

    private static void Raise(ref long place, long value)
    {
        var seen = Volatile.Read(ref place);
        while (seen < value)
        {
            var before = Interlocked.CompareExchange(ref place, value, seen);
            if (before == seen)
            {
                return;
            }

            seen = before;
        }
    }

    private bool IsChanging(ref Mark mark) =>
        Volatile.Read(ref mark.OnTheirWay) > 0 || (Volatile.Read(ref mark.DoubtedUntil) is var until and not 0 && clock.GetTimestamp() < until);

    private void Count(in ResourcePath resource, int step)
    {
        for (var depth = 0; depth < resource.Depth; depth++)
        {
            Interlocked.Add(ref _below[Index(resource[depth])].OnTheirWay, step);
        }

        Interlocked.Add(ref _at[Index(resource[resource.Depth])].OnTheirWay, step);
    }

    private struct Mark
    {
        public long Changed;
        public long DoubtedUntil;
        public int OnTheirWay;
    }
}

namespace RetailSync.Faults.Driving;

/// <summary>Counts acknowledged changes, and how long each took with all its attempts. Safe to use from many threads.</summary>
internal sealed class Tally
{
    private readonly Lock _gate = new();
    private List<TimeSpan> _times = [];

    /// <summary>Counts one.</summary>
    public void Note(TimeSpan took)
    {
        lock (_gate)
        {
            _times.Add(took);
        }
    }

    /// <summary>How many there were since the last time, and the time that 99 of 100 did not exceed; zero without any.</summary>
    public (int Count, TimeSpan P99) Take()
    {
        List<TimeSpan> taken;
        lock (_gate)
        {
            (taken, _times) = (_times, []);
        }

        taken.Sort();
        return (taken.Count, taken.Count == 0 ? TimeSpan.Zero : taken[(taken.Count - 1) * 99 / 100]);
    }
}

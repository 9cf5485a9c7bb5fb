namespace RetailSync.Events.Delivery.Dispatch;

/// <content>What must be kept.</content>
internal sealed partial class Dispatcher
{
    private readonly HashSet<string> _touched = new(StringComparer.Ordinal);
    private readonly HashSet<long> _awaited = [];
    private readonly List<DeadLettered> _deadLetters = [];
    private readonly List<long> _redelivered = [];

    /// <summary>Says what to keep now. What it tells of changes is told once: when it could not be kept, hand it to <see cref="NotKept"/>.</summary>
    public Checkpoint TakeCheckpoint()
    {
        var (lanes, forgotten) = (new List<LaneRecord>(), new List<string>());
        foreach (var key in _touched)
        {
            if (_lanes.TryGetValue(key, out var lane) && lane.IsMemorable)
            {
                lanes.Add(lane.ToRecord());
            }
            else
            {
                forgotten.Add(key);
            }
        }

        var checkpoint = new Checkpoint
        {
            Position = _position,
            Pending = [.. _pending],
            Lanes = lanes,
            Forgotten = forgotten,
            DeadLetters = [.. _deadLetters],
            Redelivered = [.. _redelivered],
        };
        _touched.Clear();
        _deadLetters.Clear();
        _redelivered.Clear();
        return checkpoint;
    }

    /// <summary>Takes back a checkpoint that could not be kept: the next one tells its changes again.</summary>
    public void NotKept(Checkpoint checkpoint)
    {
        _touched.UnionWith(checkpoint.Lanes.Select(lane => lane.Key));
        _touched.UnionWith(checkpoint.Forgotten);
        _deadLetters.InsertRange(0, checkpoint.DeadLetters);
        _redelivered.InsertRange(0, checkpoint.Redelivered);
    }

    private void Touch(Lane lane) => _touched.Add(lane.Key);
}

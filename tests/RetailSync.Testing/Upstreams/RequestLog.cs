namespace RetailSync.Testing;

/// <summary>What an upstream received so far. Safe to use from many threads.</summary>
internal sealed class RequestLog
{
    private readonly Lock _lock = new();
    private readonly List<RecordedRequest> _requests = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiting = [];

    /// <summary>A copy of the list as it stands.</summary>
    public IReadOnlyList<RecordedRequest> Requests
    {
        get
        {
            lock (_lock)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>Adds a request and wakes those who wait for it.</summary>
    public void Add(RecordedRequest request)
    {
        List<TaskCompletionSource> reached;
        lock (_lock)
        {
            _requests.Add(request);
            reached = [.. _waiting.Where(waiter => waiter.Count <= _requests.Count).Select(waiter => waiter.Reached)];
        }

        reached.ForEach(waiter => waiter.TrySetResult());
    }

    /// <summary>Completes once this many requests are there.</summary>
    public Task WaitAsync(int count, TimeSpan deadline)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_requests.Count >= count)
            {
                return Task.CompletedTask;
            }

            _waiting.Add((count, reached));
        }

        return reached.Task.WaitAsync(deadline, TimeProvider.System);
    }
}

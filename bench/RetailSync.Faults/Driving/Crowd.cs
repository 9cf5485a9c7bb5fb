using RetailSync.Faults.Checking;

namespace RetailSync.Faults.Driving;

/// <summary>All clients of a round.</summary>
internal sealed class Crowd : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 512, ConnectTimeout = TimeSpan.FromSeconds(5) }) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _giveUp;
    private readonly Task<IReadOnlyList<ClientChange>[]> _loops;

    private Crowd(Front front, LoadOrder order, int seed, CancellationToken cancel)
    {
        _giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        _loops = Task.WhenAll(Enumerable.Range(0, order.Clients).Select(number => Task.Run(() => new ClientLoop(_http, front, order, number, unchecked((seed * 7_919) + number), Tally).RunAsync(_stop.Token, _giveUp.Token), cancel)));
    }

    /// <summary>What was acknowledged so far.</summary>
    public Tally Tally { get; } = new();

    /// <summary>Lets the clients begin.</summary>
    public static Crowd Start(Front front, LoadOrder order, int seed, CancellationToken cancel) => new(front, order, seed, cancel);

    /// <summary>Waits until every client has made all its changes.</summary>
    public async Task<IReadOnlyList<ClientChange>> FinishAsync()
    {
        _giveUp.CancelAfter(Patience);
        var all = await _loops;
        return [.. all.SelectMany(changes => changes)];
    }

    /// <summary>Lets every client settle what it has begun, and no more.</summary>
    public async Task<IReadOnlyList<ClientChange>> StopAsync()
    {
        await _stop.CancelAsync();
        return await FinishAsync();
    }

    public void Dispose()
    {
        _stop.Cancel();
        _giveUp.Cancel();
        _http.Dispose();
        _stop.Dispose();
        _giveUp.Dispose();
    }
}

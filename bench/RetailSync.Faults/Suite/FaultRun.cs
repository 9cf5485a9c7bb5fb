using RetailSync.Faults.Checking;
using RetailSync.Faults.Driving;

namespace RetailSync.Faults.Suite;

/// <summary>What the rounds of a fault need. Not safe for several threads.</summary>
internal sealed class FaultRun(string store, int kills, bool isShort, int seed, PostgresServer? postgres, TextWriter output)
{
    private const int LeastChanges = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>How many kills.</summary>
    public int Kills => kills;

    /// <summary>Whether this is the short form.</summary>
    public bool IsShort => isShort;

    /// <summary>Where random choices begin.</summary>
    public int Seed => seed;

    /// <summary>Random choices.</summary>
    public Random Random { get; } = new(seed);

    /// <summary>Which store: sqlite or postgres.</summary>
    public string Store => store;

    /// <summary>Says how far it is.</summary>
    public void Tell(string line) => output.WriteLine($"  {line}");

    /// <summary>Fits what a stage is made of to the store: two gateways and a database of their own on PostgreSQL.</summary>
    public async Task<StageOptions> FitAsync(StageOptions options, CancellationToken cancel) => postgres is null
        ? options
        : options with { Gateways = 2, Postgres = await postgres.CreateDatabaseAsync(cancel) };

    /// <summary>Starts a stage.</summary>
    public async Task<Stage> StageAsync(StageOptions options, CancellationToken cancel) => await Stage.StartAsync(await FitAsync(options, cancel), cancel);

    /// <summary>Lets clients change things while something is done to the gateways, and compares afterwards.</summary>
    public Task<InvariantReport> CompareAsync(Stage stage, Func<Task> disturb, CancellationToken cancel) => CompareAsync(stage, Order(stage), disturb, cancel);

    /// <summary>The same with clients of another kind.</summary>
    public async Task<InvariantReport> CompareAsync(Stage stage, LoadOrder order, Func<Task> disturb, CancellationToken cancel)
    {
        using var crowd = Crowd.Start(stage.Front, order, seed, cancel);
        await disturb();
        return await stage.CompareAsync(await crowd.StopAsync(), cancel);
    }

    /// <summary>What clients are to send.</summary>
    public static LoadOrder Order(Stage stage, string name = "c") => new() { Name = name, ApiKey = stage.Folder.ApiKey };

    /// <summary>Waits a random time, and until the system has applied some more changes, so that there is something to lose.</summary>
    public async Task LetWorkAsync(Stage stage, int fromMilliseconds, int toMilliseconds, CancellationToken cancel)
    {
        var (before, since) = ((await stage.LedgerAsync(cancel)).Count, TimeProvider.System.GetTimestamp());
        await WaitAsync(fromMilliseconds, toMilliseconds, cancel);
        while ((await stage.LedgerAsync(cancel)).Count < before + LeastChanges && TimeProvider.System.GetElapsedTime(since) < Patience)
        {
            await WaitAsync(100, 200, cancel);
        }
    }

    /// <summary>Waits a random time.</summary>
    public Task WaitAsync(int fromMilliseconds, int toMilliseconds, CancellationToken cancel) =>
        Task.Delay(TimeSpan.FromMilliseconds(Random.Next(fromMilliseconds, toMilliseconds)), TimeProvider.System, cancel);
}

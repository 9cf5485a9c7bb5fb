using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using RetailSync.Benchmarks.Validation.Peers;
using RetailSync.Store;
using RetailSync.Store.Postgres;
using RetailSync.Store.Sqlite;

namespace RetailSync.Benchmarks.Stores;

/// <summary>Measures journalled changes (intent, then outcome with event, each awaited) per second on the store, beside a bare group commit of the same bytes; on PostgreSQL without a comparison.</summary>
internal static class StoreCommand
{
    private const string Usage = "store [--seconds 3] [--rounds 5] [--folder <on the disk to measure>] [--postgres <connection string of an empty database>]";
    private const double Bound = 0.5;

    private static readonly int[] Callers = [1, 8, 64, 512];

    public static async Task<int> RunAsync(string[] args)
    {
        if (Read(args) is not var (seconds, rounds, parent, postgres))
        {
            Console.Error.WriteLine(Usage);
            return 2;
        }

        var folder = Directory.CreateDirectory(Path.Combine(parent, $"retailsync-store-bench-{Environment.ProcessId}"));
        try
        {
            var pattern = new ChangePattern();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{folder.FullName}: intent {pattern.Bytes.Intent} B, outcome {pattern.Bytes.Outcome} B, event {pattern.Bytes.Event} B; synchronous=FULL; median of {rounds} rounds of {seconds} s"));
            Console.WriteLine($"{"callers",-10}{"bare/s",12}{"store/s",12}   ratio");
            var met = true;
            foreach (var callers in Callers)
            {
                var ratios = new List<(double Bare, double Store)>();
                for (var round = 0; round < rounds; round++)
                {
                    ratios.Add((await BareAsync(folder, pattern, callers, seconds), await SqliteAsync(folder, pattern, callers, seconds)));
                }

                var ratio = Spread.Of(ratios.Select(pair => pair.Store / pair.Bare));
                var judged = callers >= 64;
                met &= !judged || ratio.Median >= Bound;
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{callers,-10}{Spread.Of(ratios.Select(pair => pair.Bare)).Median,12:F0}{Spread.Of(ratios.Select(pair => pair.Store)).Median,12:F0}   {ratio}{(judged ? $", at least {Bound}: {(ratio.Median >= Bound ? "met" : "missed")}" : "")}"));
            }

            if (postgres is not null)
            {
                await PrintPostgresAsync(postgres, pattern, seconds);
            }

            return met ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task PrintPostgresAsync(string connection, ChangePattern pattern, double seconds)
    {
        await using var store = await PostgresStore.OpenAsync(new PostgresStoreOptions(connection), new StoreMetrics(null), TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        Console.WriteLine($"{"callers",-10}{"postgres/s",12}");
        foreach (var callers in Callers)
        {
            var rate = await PatternAsync(store, pattern, callers, seconds);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{callers,-10}{rate,12:F0}"));
        }
    }

    private static async Task<double> SqliteAsync(DirectoryInfo folder, ChangePattern pattern, int callers, double seconds)
    {
        var path = Path.Combine(folder.FullName, $"{Guid.NewGuid():N}.db");
        await using var store = SqliteStore.Open(new SqliteStoreOptions(path), new StoreMetrics(null), TimeProvider.System, NullLogger.Instance);
        return await PatternAsync(store, pattern, callers, seconds);
    }

    private static Task<double> PatternAsync(IStore store, ChangePattern pattern, int callers, double seconds) => MeasureAsync(
        callers,
        seconds,
        async (caller, number) =>
        {
            var id = ChangePattern.NewId();
            await store.WriteAsync(pattern.MakeIntent(id, store.Epoch, caller, number), CancellationToken.None);
            await store.WriteAsync(pattern.MakeOutcome(id, caller), CancellationToken.None);
        });

    private static async Task<double> BareAsync(DirectoryInfo folder, ChangePattern pattern, int callers, double seconds)
    {
        await using var bare = new BareGroupCommit(Path.Combine(folder.FullName, $"{Guid.NewGuid():N}.db"));
        var (intent, outcome, change) = pattern.Bytes is var bytes ? (RandomNumberGenerator.GetBytes(bytes.Intent), RandomNumberGenerator.GetBytes(bytes.Outcome), RandomNumberGenerator.GetBytes(bytes.Event)) : default;
        return await MeasureAsync(
            callers,
            seconds,
            async (_, _) =>
            {
                var id = ChangePattern.NewId();
                await bare.WriteAsync((BareGroupCommit.Intents, id, intent));
                await bare.WriteAsync((BareGroupCommit.Outcomes, id, outcome), (BareGroupCommit.Events, id, change));
            });
    }

    // The first fifth warms up and is not counted.
    private static async Task<double> MeasureAsync(int callers, double seconds, Func<int, int, Task> changeAsync)
    {
        var (counted, warm, stop) = (0L, seconds / 5, seconds * 6 / 5);
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var own = 0L;
            for (var number = 0; watch.Elapsed.TotalSeconds is var start && start < stop; number++)
            {
                await changeAsync(caller, number);
                own += start >= warm ? 1 : 0;
            }

            Interlocked.Add(ref counted, own);
        })));
        return counted / (watch.Elapsed.TotalSeconds - warm);
    }

    private static (double Seconds, int Rounds, string Folder, string? Postgres)? Read(string[] args)
    {
        var (seconds, rounds, folder, postgres) = (3.0, 5, Path.GetTempPath(), (string?)null);
        for (var i = 0; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            switch (args[i])
            {
                case "--seconds" when double.TryParse(value, CultureInfo.InvariantCulture, out seconds) && seconds > 0:
                    break;
                case "--rounds" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out rounds) && rounds > 0:
                    break;
                case "--folder" when Directory.Exists(value):
                    folder = value;
                    break;
                case "--postgres" when value.Length > 0:
                    postgres = value;
                    break;
                default:
                    return null;
            }
        }

        return (seconds, rounds, folder, postgres);
    }
}

using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using RetailSync.Faults.Checking;
using RetailSync.Faults.Driving;
using RetailSync.Faults.Network;
using RetailSync.Faults.Subscriber;

namespace RetailSync.Faults.Suite;

/// <summary>Fault 6: a system and a subscriber that are slow, hang, or close half of their connections, beside others that are well.</summary>
internal sealed class NetworkFault : Fault
{
    private const string Beside = "beside";
    private const string IllSubscriber = "ill";
    private const string WellSubscriber = "well";
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    public override string Name => "network";

    public override string Description => "A system and a subscriber that are slow, hang, or close half of their connections: others' work goes on, and nothing is lost.";

    public override bool IsInShortForm => true;

    public override bool Suits(string store) => true;

    public override async IAsyncEnumerable<RoundResult> RunAsync(FaultRun run, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var mood in run.IsShort ? [NetworkMood.Hanging] : (NetworkMood[])[NetworkMood.Slow, NetworkMood.Hanging, NetworkMood.HalfClosed])
        {
            yield return await RoundAsync(run, mood, cancel);
        }
    }

    private static async Task<RoundResult> RoundAsync(FaultRun run, NetworkMood mood, CancellationToken cancel)
    {
        await using var system = new UnkindProxy();
        await using var subscriber = new UnkindProxy();
        Uri? direct = null;
        await using var stage = await run.StageAsync(
            new StageOptions
            {
                Between = address => system.Lead(direct = address),
                Settings = settings => AddOther(settings, direct!),
                Subscriptions = [new SubscriptionOrder(IllSubscriber) { Between = subscriber.Lead }, new SubscriptionOrder(WellSubscriber)],
            },
            cancel);
        var half = FaultRun.Order(stage) with { Clients = 32, ClientsThatNeverRetry = 8 };
        using var toTheIll = Crowd.Start(stage.Front, half, run.Seed, cancel);
        using var toTheWell = Crowd.Start(stage.Front, half with { Name = "b", Way = Beside }, run.Seed + 1, cancel);
        await run.LetWorkAsync(stage, 500, 700, cancel);

        var before = await WatchAsync(stage, toTheWell, TimeSpan.FromSeconds(1), cancel);
        system.Mood = subscriber.Mood = mood;
        var meanwhile = await WatchAsync(stage, toTheWell, TimeSpan.FromSeconds(run.IsShort ? 2.5 : 6), cancel);
        system.Mood = subscriber.Mood = NetworkMood.Kind;
        IReadOnlyList<ClientChange> changes = [.. await toTheIll.StopAsync(), .. await toTheWell.StopAsync()];
        var report = await stage.CompareAsync(changes, cancel);

        var bystanders = new Bystanders
        {
            RateBefore = before.Rate,
            RateMeanwhile = meanwhile.Rate,
            P99Before = before.P99,
            P99Meanwhile = meanwhile.P99,
            DeliveredMeanwhile = meanwhile.Delivered,
            BytesBefore = before.Bytes,
            BytesMost = Math.Max(meanwhile.Bytes, Resident(stage)),
        };
        return new RoundResult(mood.ToString().ToLowerInvariant(), report) { Complaints = [.. bystanders.Complaints()], Figures = bystanders.Figures };
    }

    // The same system by another way, which the fault leaves alone.
    private static void AddOther(JsonObject settings, Uri direct)
    {
        var proxy = settings["ReverseProxy"]!;
        var cluster = proxy["Clusters"]!["ledger"]!.DeepClone();
        cluster["Destinations"]!["one"]!["Address"] = direct.ToString();
        proxy["Clusters"]![Beside] = cluster;
        var route = proxy["Routes"]!["ledger"]!.DeepClone();
        route["ClusterId"] = Beside;
        route["Match"]!["Headers"] = new JsonArray(JsonNode.Parse($$"""{ "Name": "X-Way", "Values": ["{{Beside}}"] }"""));
        proxy["Routes"]![Beside] = route;
        StageSettings.ShortTimeouts(settings);
        settings["Webhooks"]!["TimeoutSeconds"] = 1;
    }

    private static async Task<(double Rate, TimeSpan P99, int Delivered, long Bytes)> WatchAsync(Stage stage, Crowd crowd, TimeSpan time, CancellationToken cancel)
    {
        crowd.Tally.Take();
        var (since, delivered, bytes) = (TimeProvider.System.GetTimestamp(), stage.Subscriber.Taken(WellSubscriber), 0L);
        while (TimeProvider.System.GetElapsedTime(since) < time)
        {
            await Task.Delay(Look, TimeProvider.System, cancel);
            bytes = Math.Max(bytes, Resident(stage));
        }

        var (count, p99) = crowd.Tally.Take();
        return (count / TimeProvider.System.GetElapsedTime(since).TotalSeconds, p99, stage.Subscriber.Taken(WellSubscriber) - delivered, bytes);
    }

    private static long Resident(Stage stage) => Enumerable.Range(0, stage.Gateways).Sum(index => stage.Gateway(index).ResidentBytes);
}

using System.Globalization;
using System.Runtime.CompilerServices;
using RetailSync.Faults.Checking;
using RetailSync.Faults.Driving;
using RetailSync.Faults.Subscriber;

namespace RetailSync.Faults.Suite;

/// <summary>Fault 7: a subscriber rejects one event as long as it lives.</summary>
internal sealed class PoisonFault : Fault
{
    private const string PoisonedKey = "c-00";
    private const int PoisonedNumber = 3;
    private const int LeastOfTheKey = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // One that waits for a person, and one that goes on.
    private static readonly SubscriptionOrder[] Subscriptions = [new("blocks") { Retries = 1 }, new("skips") { Order = "skip-with-gap", Retries = 1 }];

    public override string Name => "poison";

    public override string Description => "Subscribers that reject one event: it alone becomes a dead letter, everything else is delivered, and a replay afterwards keeps the order.";

    public override bool IsInShortForm => true;

    public override bool Suits(string store) => true;

    public override async IAsyncEnumerable<RoundResult> RunAsync(FaultRun run, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var stage = await run.StageAsync(new StageOptions { Subscriptions = Subscriptions }, cancel);
        stage.Subscriber.Answer = static (_, arrival) => arrival.Key == PoisonedKey && arrival.KeySequence == PoisonedNumber ? 400 : null;
        using var crowd = Crowd.Start(stage.Front, FaultRun.Order(stage) with { Keys = 20 }, run.Seed, cancel);
        await run.LetWorkAsync(stage, 1_000, 1_500, cancel);
        while ((await stage.LedgerAsync(cancel)).Count(entry => entry.Key == PoisonedKey) < LeastOfTheKey)
        {
            await run.WaitAsync(100, 200, cancel);
        }

        var changes = await crowd.StopAsync();
        await stage.Read.UntilNothingIsOpenAsync(cancel);
        var events = await stage.Read.EventsAsync(cancel);
        var poisoned = events.Where(entry => entry.Key == PoisonedKey).ElementAt(PoisonedNumber - 1).Id;
        List<string> complaints = [];
        foreach (var order in Subscriptions)
        {
            complaints.AddRange(await WhileRejectedAsync(stage, order, events, poisoned, cancel));
        }

        var figures = string.Create(CultureInfo.InvariantCulture, $"others' p99 {OthersAge(stage).TotalSeconds:0.00} s");
        stage.Subscriber.Answer = static (_, _) => null;
        foreach (var order in Subscriptions)
        {
            foreach (var (seq, _) in await stage.Subscriptions.DeadLettersAsync(order.Name, cancel))
            {
                await stage.Subscriptions.RedeliverAsync(order.Name, seq, cancel);
            }
        }

        stage.Late["skips"] = new HashSet<string>(StringComparer.Ordinal) { poisoned };
        var report = await stage.CompareAsync(changes, cancel);
        foreach (var order in Subscriptions)
        {
            var before = stage.Subscriber.Arrivals(order.Name).Count;
            var ended = await stage.Subscriptions.ReplayAsync(order.Name, PoisonedKey, cancel);
            complaints.AddRange(ended == "done" ? [] : [$"{order.Name}: the replay is {ended}."]);
            complaints.AddRange(PoisonCheck.AfterReplay(order.Name, events, PoisonedKey, [.. stage.Subscriber.Arrivals(order.Name).Skip(before)]));
        }

        yield return new RoundResult($"number {PoisonedNumber} of one key rejected", report) { Complaints = complaints, Figures = figures };
    }

    private static async Task<IEnumerable<string>> WhileRejectedAsync(Stage stage, SubscriptionOrder order, IReadOnlyList<EventEntry> events, string poisoned, CancellationToken cancel)
    {
        var blocks = order.Order == "block-key";
        var waiting = blocks ? events.Count(entry => entry.Key == PoisonedKey) - (PoisonedNumber - 1) : 1;
        var since = TimeProvider.System.GetTimestamp();
        IReadOnlyList<(long Seq, string EventId)> dead = [];
        while (TimeProvider.System.GetElapsedTime(since) < Patience && (dead.Count == 0 || stage.Subscriber.Taken(order.Name) < events.Count - waiting))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancel);
            dead = await stage.Subscriptions.DeadLettersAsync(order.Name, cancel);
        }

        return PoisonCheck.WhileRejected(order.Name, events, poisoned, blocks, [.. dead.Select(letter => letter.EventId)], stage.Subscriber.Arrivals(order.Name));
    }

    private static TimeSpan OthersAge(Stage stage)
    {
        var ages = Subscriptions.SelectMany(order => stage.Subscriber.Arrivals(order.Name)).Where(arrival => arrival.Key != PoisonedKey).Select(arrival => arrival.Age).Order().ToList();
        return ages.Count == 0 ? TimeSpan.Zero : ages[(ages.Count - 1) * 99 / 100];
    }
}

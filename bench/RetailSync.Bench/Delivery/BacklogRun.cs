using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace RetailSync.Bench.Delivery;

/// <summary>The scenario <c>backlog</c>: a subscriber is away while many events pile up, and comes back while changes go on. Another one is there all the time.</summary>
internal static class BacklogRun
{
    private const double ChangesPerSecond = 200;
    private const double AgeTarget = 2;
    private const double Slice = 2;
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static async Task<int> ExecuteAsync(DeliveryOptions options, TimeProvider clock, CancellationToken cancel)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            await using var stage = await DeliveryStage.StartAsync(options.Gateway, clock, cancel);
            await using var present = await Subscriber.StartAsync(0, null, cancel);
            var (live, late) = (new Reception(Ailment.None, "", TimeSpan.Zero, clock), new Reception(Ailment.None, "", TimeSpan.Zero, clock));
            var absent = await Subscriber.StartAsync(0, null, cancel);
            var port = absent.Address.Port;
            await stage.SubscribeAsync("live", present.Receive("live", live), "now", cancel);
            await stage.SubscribeAsync("late", absent.Receive("late", late), "now", cancel);

            // As many as a tenth, so that what the changes themselves take is not taken for the backlog's.
            var made = await stage.FillAsync(options.Events / 10, cancel);
            await Task.WhenAll(live.UntilAsync(made, cancel), late.UntilAsync(made, cancel));
            var (quiet, since) = (Stopwatch.GetTimestamp(), made);
            made += (await stage.ChangeAsync(options.Seconds, ChangesPerSecond, cancel)).Requests;
            await Task.WhenAll(live.UntilAsync(made, cancel), late.UntilAsync(made, cancel));
            var ages = new List<(string When, double P50, double P99)> { ("both there", live.Age(0.5, quiet), live.Age(0.99, quiet)) };

            await absent.DisposeAsync();
            Console.WriteLine($"one subscriber is away while {options.Events:N0} events pile up as fast as changes are made, the other takes them all");
            since = made;
            var piling = stage.FillAsync(options.Events, cancel);
            var pile = await MemoryCourse.WatchAsync(stage.Gateway, () => (double)(live.Count - since) / options.Events, piling, clock, cancel);
            made += await piling;
            await live.UntilAsync(made, cancel);
            var away = Stopwatch.GetTimestamp();
            made += (await stage.ChangeAsync(options.Seconds, ChangesPerSecond, cancel)).Requests;
            await live.UntilAsync(made, cancel);
            ages.Add(("one away", live.Age(0.5, away), live.Age(0.99, away)));

            var (backlog, had, back) = (made - late.Count, late.Count, Stopwatch.GetTimestamp());
            await using var returned = await Subscriber.StartAsync(port, absent, cancel);
            await late.UntilAsync(had + 1, cancel);
            var noticed = Stopwatch.GetTimestamp();
            var caughtUp = late.UntilAsync(had + backlog, cancel);
            var changing = ChangeUntilAsync(stage, caughtUp, cancel);
            var catching = await MemoryCourse.WatchAsync(stage.Gateway, () => (double)(late.Count - had) / backlog, caughtUp, clock, cancel);
            var took = Stopwatch.GetElapsedTime(noticed);
            ages.Add(("one catching up", live.Age(0.5, noticed), live.Age(0.99, noticed)));
            made += await changing;
            await Task.WhenAll(live.UntilAsync(made, cancel), late.UntilAsync(made, cancel));

            pile.Print("while they pile up");
            Console.WriteLine($"  the return was noticed after {Stopwatch.GetElapsedTime(back, noticed).TotalSeconds:0.0} s; {backlog:N0} events caught up in {took.TotalSeconds:0.0} s: {backlog / took.TotalSeconds:0} events/s, beside {ChangesPerSecond:0} changes/s");
            Console.WriteLine($"  {late.Repeated + live.Repeated} events came twice, {late.Disordered + live.Disordered} out of order");
            catching.Print("while it catches up");
            var isBounded = catching.Peak <= pile.Peak * (1 + MemoryCourse.Allowance);
            Console.WriteLine($"    target: the most at most {MemoryCourse.Allowance:P0} above the most while they piled up: {catching.Peak / pile.Peak:0.000}: {(isBounded ? "met" : "missed")}");
            PrintAges(ages);

            if (options.Json is { } path)
            {
                await File.WriteAllTextAsync(path, JsonSerializer.Serialize(
                    new
                    {
                        backlog,
                        noticedAfter = Stopwatch.GetElapsedTime(back, noticed).TotalSeconds,
                        perSecond = backlog / took.TotalSeconds,
                        repeated = late.Repeated + live.Repeated,
                        disordered = late.Disordered + live.Disordered,
                        ages = ages.Select(one => new { one.When, one.P50, one.P99 }),
                        pile = new { pile.IsFlat, pile.Peak, pile.Quarters, pile.ManagedQuarters },
                        catching = new { catching.IsFlat, isBounded, catching.Peak, catching.Quarters, catching.ManagedQuarters },
                    },
                    Indented), cancel);
            }

            return 0;
        }
        catch (BenchException reason)
        {
            await Console.Error.WriteLineAsync(reason.Message);
            return 1;
        }
    }

    private static void PrintAges(List<(string When, double P50, double P99)> ages)
    {
        Console.WriteLine($"  the other subscriber, {ChangesPerSecond:0} changes a second, from the record to the subscriber:");
        foreach (var (when, p50, p99) in ages)
        {
            Console.WriteLine($"    {when,-16} p50 {p50,6:0.0} ms, p99 {p99,6:0.0} ms{(when == ages[0].When ? "" : $", / both there {p99 / ages[0].P99:0.00}: {(p99 <= ages[0].P99 * AgeTarget ? "met" : "missed")} (at most {AgeTarget:0})")}");
        }
    }

    private static async Task<long> ChangeUntilAsync(DeliveryStage stage, Task end, CancellationToken cancel)
    {
        var made = 0L;
        while (!end.IsCompleted)
        {
            made += (await stage.ChangeAsync(Slice, ChangesPerSecond, cancel)).Requests;
        }

        return made;
    }
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RetailSync.Bench.Delivery;

/// <summary>The scenario <c>replay</c>: many events are sent again to a subscriber, and the gateway's memory must stay where it is.</summary>
internal static class ReplayRun
{
    private const int RatePerSecond = 1_000;
    private const double LiveGrowth = 8;
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static async Task<int> ExecuteAsync(DeliveryOptions options, TimeProvider clock, CancellationToken cancel)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            await using var stage = await DeliveryStage.StartAsync(options.Gateway, clock, cancel);
            await using var subscriber = await Subscriber.StartAsync(0, null, cancel);
            var made = await stage.FillAsync(options.Events, cancel);

            // A gateway that has just taken them all in has grown by that already, which would hide what the replay adds.
            await stage.RestartAsync(cancel);
            var reception = new Reception(Ailment.None, "", TimeSpan.Zero, clock);
            await stage.SubscribeAsync("replayed", subscriber.Receive("replayed", reception), "now", cancel);
            var before = await stage.Gateway.SampleAsync(cancel, collects: true);
            Console.WriteLine($"{made:N0} events are sent again, at most {RatePerSecond:N0} a second; the gateway was started anew before");
            var replay = await stage.PostAsync("/subscriptions/replayed/replays", new JsonObject { ["fromSeq"] = 1, ["ratePerSecond"] = RatePerSecond, ["reason"] = "benchmark" }, cancel);
            var course = await MemoryCourse.WatchAsync(stage.Gateway, () => (double)reception.Count / made, reception.UntilAsync(made, cancel), clock, cancel);
            var end = await EndAsync(stage, (string)replay["id"]!, clock, cancel);
            var after = await stage.Gateway.SampleAsync(cancel, collects: true);

            var growth = (after.LiveBytes - before.LiveBytes) / 1e6;
            Console.WriteLine($"  {reception.PerSecond:0} events/s; {end}; {reception.Repeated} came twice, {reception.Disordered} out of order; {(after.Cpu - before.Cpu) / (double)made:0} us of processor time each");
            course.Print("memory");
            Console.WriteLine($"    target: live objects after full collections grow by at most {LiveGrowth:0} MB: {growth:0.0}: {(growth <= LiveGrowth ? "met" : "missed")}");
            if (options.Json is { } path)
            {
                await File.WriteAllTextAsync(path, JsonSerializer.Serialize(new { events = made, reception.PerSecond, reception.Repeated, reception.Disordered, course.IsFlat, course.Quarters, course.ManagedQuarters, liveGrowth = growth, course.Samples }, Indented), cancel);
            }

            return 0;
        }
        catch (BenchException reason)
        {
            await Console.Error.WriteLineAsync(reason.Message);
            return 1;
        }
    }

    private static async Task<string> EndAsync(DeliveryStage stage, string replay, TimeProvider clock, CancellationToken cancel)
    {
        for (var tries = 0; ; tries++)
        {
            var state = await stage.GetAsync($"/subscriptions/replayed/replays/{replay}", cancel);
            if ((string)state["state"]! != "running" || tries == 100)
            {
                return $"the replay is {state["state"]}, {state["sent"]} sent {state["reason"]}";
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), clock, cancel);
        }
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace RetailSync.Bench.Delivery;

/// <summary>The scenario <c>delivery</c>: how fast one subscriber gets the events of 500 keys, without and with one key that it does not take, and how old they are when they come.</summary>
internal static class DeliveryRun
{
    private const double RateTarget = 0.8;
    private const double AgeTarget = 2;
    private const double ChangesPerSecond = 300;
    private const double LeadSeconds = 1.5;
    private const string Good = "good";

    // Slots are what a bad key could take away, so an answer must take long enough for them to count.
    private static readonly TimeSpan Slowest = TimeSpan.FromMilliseconds(10);
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly (string Name, Ailment Ailment)[] Candidates = [(Good, Ailment.None), ("good-again", Ailment.None), ("refuses", Ailment.Refuses), ("hangs", Ailment.Hangs)];

    public static async Task<int> ExecuteAsync(DeliveryOptions options, TimeProvider clock, CancellationToken cancel)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            await using var stage = await DeliveryStage.StartAsync(options.Gateway, clock, cancel);
            await using var subscriber = await Subscriber.StartAsync(0, null, cancel);
            var made = await stage.FillAsync(options.Events, cancel);
            Console.WriteLine($"{made:N0} events of {DeliveryStage.Keys} keys; the subscriber takes {Slowest.TotalMilliseconds / 2:0} to {Slowest.TotalMilliseconds:0} ms; a bad key is tried again after 1 s, a hanging attempt ends after 2 s");
            var run = new Windows(stage, subscriber, clock);
            var all = await run.WorkOffAsync(0, (Good, Ailment.None), made, cancel);
            var ofBadKey = run.Last!.LastOf(DeliveryStage.BadKey);
            await run.LiveAsync(0, (Good, Ailment.None), options.Seconds, cancel);
            Console.WriteLine($"  warmed up with {all.PerSecond:0} deliveries/s; {ofBadKey} events are of the bad key");
            var (rates, ages) = (new List<DeliveryWindow>(), new List<DeliveryWindow>());
            for (var round = 1; round <= options.Rounds; round++)
            {
                var order = Candidates.ToArray();
                Random.Shared.Shuffle(order);
                foreach (var candidate in order)
                {
                    rates.Add(await run.WorkOffAsync(round, candidate, candidate.Ailment == Ailment.None ? made : made - ofBadKey, cancel));
                }

                Random.Shared.Shuffle(order);
                foreach (var candidate in order)
                {
                    ages.Add(await run.LiveAsync(round, candidate, options.Seconds, cancel));
                }
            }

            var found = new[] { "good-again", "refuses", "hangs" }.ToDictionary(name => name, name => (Rate: Ratio(rates, name, one => one.PerSecond), Age: Ratio(ages, name, one => one.P99)));
            Print(rates, ages, found, options);
            if (options.Json is { } path)
            {
                await File.WriteAllTextAsync(path, JsonSerializer.Serialize(
                    new
                    {
                        events = made,
                        rates,
                        ages,
                        ratios = found.Select(one => new { candidate = one.Key, rate = one.Value.Rate, rateVerdict = Verdicts.Of(one.Value.Rate, RateTarget, isUpper: false), age = one.Value.Age, ageVerdict = Verdicts.Of(one.Value.Age, AgeTarget, isUpper: true) }),
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

    private static void Print(List<DeliveryWindow> rates, List<DeliveryWindow> ages, Dictionary<string, (Spread Rate, Spread Age)> found, DeliveryOptions options)
    {
        Console.WriteLine($"working off the log, {options.Rounds} rounds; good keys only");
        foreach (var (name, _) in Candidates)
        {
            var ratio = found.TryGetValue(name, out var one) ? $", / {Good} {Show(one.Rate)}" : "";
            Console.WriteLine($"  {name,-10} {Median(rates, name, window => window.PerSecond),8:0} deliveries/s{ratio}; {Median(rates, name, window => window.CpuPerEvent),4:0} us of processor time each; {Median(rates, name, window => window.BadAttempts):0} attempts of the bad key");
        }

        Console.WriteLine($"{ChangesPerSecond:0} changes a second; from the record to the subscriber, good keys only");
        foreach (var (name, _) in Candidates)
        {
            var ratio = found.TryGetValue(name, out var one) ? $", p99 / {Good} {Show(one.Age)}" : "";
            Console.WriteLine(
                $"  {name,-10} p50 {Median(ages, name, window => window.P50),6:0.0} ms, p99 {Median(ages, name, window => window.P99),6:0.0} ms{ratio}; {Median(ages, name, window => window.CpuPerEvent):0} us of processor time each, the changes themselves p99 {Median(ages, name, window => window.ChangeP99):0.0} ms; {Median(ages, name, window => window.BadAttempts):0} attempts of the bad key");
        }

        foreach (var name in new[] { "refuses", "hangs" })
        {
            Console.WriteLine($"target, {name}: rate at least {RateTarget:0.00}: {Verdicts.Of(found[name].Rate, RateTarget, isUpper: false)}; p99 of the age at most {AgeTarget:0.00}: {Verdicts.Of(found[name].Age, AgeTarget, isUpper: true)}");
        }
    }

    private static double Median(List<DeliveryWindow> windows, string candidate, Func<DeliveryWindow, double> figure) => Spread.Of(windows.Where(one => one.Candidate == candidate).Select(figure)).Median;

    private static Spread Ratio(List<DeliveryWindow> windows, string candidate, Func<DeliveryWindow, double> figure) => Spread.Of(
        windows.Where(one => one.Candidate == candidate).Join(windows.Where(one => one.Candidate == Good), own => own.Round, other => other.Round, (own, other) => figure(own) / figure(other)));

    private static string Show(Spread ratio) => $"{ratio.Median:0.000} ({ratio.Lower:0.000}-{ratio.Upper:0.000}) [{ratio.Least:0.000}-{ratio.Most:0.000}]";

    /// <summary>Measures single windows, each with a subscription of its own.</summary>
    private sealed class Windows(DeliveryStage stage, Subscriber subscriber, TimeProvider clock)
    {
        private int _number;

        /// <summary>What the last window's subscriber was sent.</summary>
        public Reception? Last { get; private set; }

        /// <summary>From the first event of the log to the last one of a good key.</summary>
        public async Task<DeliveryWindow> WorkOffAsync(int round, (string Name, Ailment Ailment) candidate, long good, CancellationToken cancel)
        {
            var before = await stage.Gateway.SampleAsync(cancel);
            var (id, reception) = await BeginAsync(candidate.Ailment, "earliest", cancel);
            await reception.UntilAsync(good, cancel);
            var after = await stage.Gateway.SampleAsync(cancel);
            await EndAsync(id, reception, cancel);
            return new DeliveryWindow(round, candidate.Name, reception.PerSecond, (after.Cpu - before.Cpu) / (double)reception.Count, 0, 0, 0, reception.Count, reception.BadAttempts);
        }

        /// <summary>While changes are made at a fixed rate.</summary>
        public async Task<DeliveryWindow> LiveAsync(int round, (string Name, Ailment Ailment) candidate, double seconds, CancellationToken cancel)
        {
            var (id, reception) = await BeginAsync(candidate.Ailment, "now", cancel);
            var made = (await stage.ChangeAsync(LeadSeconds, ChangesPerSecond, cancel)).Requests;
            var from = Stopwatch.GetTimestamp();
            var before = await stage.Gateway.SampleAsync(cancel);
            var changes = await stage.ChangeAsync(seconds, ChangesPerSecond, cancel);
            var after = await stage.Gateway.SampleAsync(cancel);
            made += changes.Requests;
            for (var tries = 0; reception.Count + await PendingAsync(id, cancel) != made; tries++)
            {
                await Task.Delay(tries < 600 ? TimeSpan.FromMilliseconds(100) : throw new BenchException($"Of {made} events {reception.Count} came within a minute."), clock, cancel);
            }

            await EndAsync(id, reception, cancel);
            return new DeliveryWindow(round, candidate.Name, 0, (after.Cpu - before.Cpu) / (double)changes.Requests, changes.P99 / 1_000, reception.Age(0.5, from), reception.Age(0.99, from), reception.Count, reception.BadAttempts);
        }

        private async Task<(string Id, Reception Reception)> BeginAsync(Ailment ailment, string from, CancellationToken cancel)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"window-{++_number}");
            Last = new Reception(ailment, DeliveryStage.BadKey, Slowest, clock);
            await stage.SubscribeAsync(id, subscriber.Receive(id, Last), from, cancel);
            return (id, Last);
        }

        private async Task EndAsync(string id, Reception reception, CancellationToken cancel)
        {
            if (reception.Disordered > 0)
            {
                throw new BenchException($"{reception.Disordered} events came before one of their key that should have come first.");
            }

            if (reception.IsIll && reception.BadAttempts == 0)
            {
                throw new BenchException("The bad key's events were never tried, so nothing was proven.");
            }

            await stage.UnsubscribeAsync(id, cancel);
        }

        // All that is due and not of a good key is of the bad one. What was not looked at yet is neither.
        private async Task<long> PendingAsync(string id, CancellationToken cancel)
        {
            var status = await stage.GetAsync($"/subscriptions/{id}/status", cancel);
            return status["behind"]!.GetValue<long>() == 0 ? status["pending"]!.GetValue<long>() : long.MinValue;
        }
    }
}

using System.Net;

namespace RetailSync.Bench.Soak;

/// <summary>Reloads while a load runs: other policies each time, and every tenth time another HTTP client.</summary>
internal static class Reloads
{
    private const double Rate = 500;
    private const long HeapBound = 8L << 20;
    private const long ResidentBound = 64L << 20;

    public static async Task<bool> RunAsync(SoakOrder order, CancellationToken cancel)
    {
        var count = order.Count;
        var verdicts = new Verdicts();
        await using var stage = await SoakStage.StartAsync(order.UpstreamHttp, cancel);
        using var operators = new HttpClient { BaseAddress = await stage.Gateway.OperatorsAsync(cancel) };
        using var load = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var loading = LoadAsync(stage, load.Token);
        UsageSample? early = null;
        for (var number = 1; number <= count; number++)
        {
            await ReloadAsync(stage, operators, number, cancel);
            if (number == Math.Max(1, count / 10))
            {
                early = await stage.Gateway.SampleAsync(cancel, collects: true);
                Tell(number, early);
            }
        }

        var late = await stage.Gateway.SampleAsync(cancel, collects: true);
        Tell(count, late);
        await load.CancelAsync();
        var (requests, failures, first) = await loading;

        verdicts.Check("no request failed", failures == 0, $"{requests} answered, {failures} failed {first}");
        verdicts.Check("live objects grew by at most 8 MB", late.LiveBytes - early!.LiveBytes < HeapBound, $"{(late.LiveBytes - early.LiveBytes) / 1024.0:0} KB since reload {Math.Max(1, count / 10)}");
        verdicts.Check("memory grew by at most 64 MB", late.ResidentBytes - early.ResidentBytes < ResidentBound, $"{(late.ResidentBytes - early.ResidentBytes) / 1024.0 / 1024:0.0} MB since reload {Math.Max(1, count / 10)}");
        return verdicts.AllMet;
    }

    private static void Tell(int number, UsageSample sample) => Verdicts.Say($"       after reload {number}: {sample.LiveBytes >> 10} KB of live objects, {sample.ResidentBytes >> 20} MB resident");

    private static async Task ReloadAsync(SoakStage stage, HttpClient operators, int number, CancellationToken cancel)
    {
        var draft = stage.ConfigFile + ".draft";
        await File.WriteAllTextAsync(draft, await stage.SettingsAsync(number), cancel);
        File.Move(draft, stage.ConfigFile, overwrite: true);
        using var answer = await operators.PostAsync(new Uri("/_gateway/config/reload", UriKind.Relative), null, cancel);
        if (answer.StatusCode != HttpStatusCode.OK)
        {
            throw new BenchException($"Reload {number} was refused: {await answer.Content.ReadAsStringAsync(cancel)}");
        }
    }

    // In short runs, so that the end of the reloads ends it soon.
    private static async Task<(long Requests, long Failures, string? First)> LoadAsync(SoakStage stage, CancellationToken stop)
    {
        var (requests, failures, first) = (0L, 0L, (string?)null);
        while (!stop.IsCancellationRequested)
        {
            var result = await stage.LoadAsync(2, Rate, CancellationToken.None);
            (requests, failures, first) = (requests + result.Requests, failures + result.Failures, first ?? result.FirstFailure);
        }

        return (requests, failures, first);
    }
}

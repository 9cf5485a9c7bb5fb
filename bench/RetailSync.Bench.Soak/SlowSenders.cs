using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace RetailSync.Bench.Soak;

/// <summary>Half of the senders write their headers a byte in ten seconds, half their bodies at 100 bytes a second. Each must be answered 408 and closed, when it is said to be.</summary>
internal static class SlowSenders
{
    // From the last sender's coming to its end.
    private const double LastOnesSeconds = 32;
    private const int WarmUpCount = 2_000;

    private static readonly byte[] Head = Encoding.ASCII.GetBytes("GET /open/item HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
    private static readonly byte[] Body = Encoding.ASCII.GetBytes("POST /open/item HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n");

    public static async Task<bool> RunAsync(SoakOrder order, CancellationToken cancel)
    {
        var count = order.Count;
        var verdicts = new Verdicts();
        await using var stage = await SoakStage.StartAsync(order.UpstreamHttp, cancel);

        // What compiles on first use has been used: the bystander is compared with itself, not with a gateway that has just started.
        await Task.WhenAll(await BeginAsync(stage, WarmUpCount, order.PerSecond, cancel));
        var quiet = await stage.BystandAsync(cancel);
        var before = await stage.Gateway.SampleAsync(cancel, collects: true);

        var bystanding = stage.LoadAsync(((double)count / order.PerSecond) + LastOnesSeconds, SoakStage.BystanderRate, cancel);
        var senders = await BeginAsync(stage, count, order.PerSecond, cancel);
        Verdicts.Say($"       {count} senders are at work");
        var held = await stage.Gateway.SampleAsync(cancel);
        var outcomes = await Task.WhenAll(senders);
        var during = await bystanding;
        var after = await stage.Gateway.SampleAsync(cancel, collects: true);

        Tell(verdicts, "headers", [.. outcomes.Where((_, number) => number % 2 == 0)], 30, 37);
        Tell(verdicts, "bodies", [.. outcomes.Where((_, number) => number % 2 == 1)], 5, 12);
        verdicts.Bystander(quiet, during);
        verdicts.Check("memory per sender at most 64 KB", held.ResidentBytes - before.ResidentBytes < 65_536L * count, $"{(held.ResidentBytes - before.ResidentBytes) / 1024.0 / count:0.0} KB ({before.ResidentBytes >> 20} MB before, {held.ResidentBytes >> 20} MB with all of them)");
        Verdicts.Say($"       processor time per sender, the bystander's requests included: {(after.Cpu - before.Cpu) / 1_000.0 / count:0.00} ms; memory afterwards: {after.ResidentBytes >> 20} MB");
        return verdicts.AllMet;
    }

    private static async Task<List<Task<(bool Told, double Seconds)>>> BeginAsync(SoakStage stage, int count, int perSecond, CancellationToken cancel)
    {
        var senders = new List<Task<(bool Told, double Seconds)>>(count);
        var start = Stopwatch.GetTimestamp();
        for (var number = 0; number < count; number++)
        {
            var socket = await Connections.OpenAsync(number, perSecond, start, stage.Gateway.Address.Port, cancel);
            senders.Add(number % 2 == 0 ? SendAsync(socket, Head, "a"u8.ToArray(), TimeSpan.FromSeconds(10), cancel) : SendAsync(socket, Body, new byte[100], TimeSpan.FromSeconds(1), cancel));
        }

        return senders;
    }

    private static void Tell(Verdicts verdicts, string what, (bool Told, double Seconds)[] outcomes, double from, double to)
    {
        var seconds = outcomes.Select(outcome => outcome.Seconds).Order().ToArray();
        verdicts.Check($"slow {what} are cut off after {from} to {to} s", seconds[0] >= from - 1 && seconds[^1] <= to, $"{seconds[0]:0.0} to {seconds[^1]:0.0} s, median {seconds[seconds.Length / 2]:0.0} s");

        // A sender that has a piece under way when it is cut off is reset, and may lose the answer to that.
        verdicts.Check($"slow {what} are told 408, nine in ten at least", outcomes.Count(outcome => outcome.Told) >= 0.9 * outcomes.Length, $"{outcomes.Count(outcome => outcome.Told)} of {outcomes.Length}");
    }

    private static async Task<(bool Told, double Seconds)> SendAsync(Socket socket, byte[] beginning, byte[] piece, TimeSpan every, CancellationToken cancel)
    {
        using var connection = socket;
        var start = Stopwatch.GetTimestamp();
        await socket.SendAsync(beginning, cancel);
        using var answered = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var answer = ReadAsync(socket, cancel);
        _ = answer.ContinueWith(_ => answered.Cancel(), TaskScheduler.Default);
        try
        {
            using var timer = new PeriodicTimer(every, TimeProvider.System);
            while (await timer.WaitForNextTickAsync(answered.Token))
            {
                await socket.SendAsync(piece, answered.Token);
            }
        }
        catch (Exception ended) when (ended is SocketException or OperationCanceledException)
        {
            // The gateway has had enough.
        }

        return (await answer, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private static async Task<bool> ReadAsync(Socket socket, CancellationToken cancel)
    {
        var buffer = new byte[512];
        var told = false;
        try
        {
            for (int read; (read = await socket.ReceiveAsync(buffer, cancel)) > 0;)
            {
                told |= Encoding.ASCII.GetString(buffer, 0, read).StartsWith("HTTP/1.1 408", StringComparison.Ordinal);
            }
        }
        catch (SocketException)
        {
            // Reset: it sent on after the answer.
        }

        return told;
    }
}

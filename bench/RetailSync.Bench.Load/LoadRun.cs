using System.Diagnostics;
using System.Text;

namespace RetailSync.Bench.Load;

/// <summary>Carries out one order.</summary>
internal static class LoadRun
{
    private static readonly TimeSpan StartDelay = TimeSpan.FromMilliseconds(20);

    /// <summary>Runs the order to its end and adds its connections' figures up.</summary>
    public static LoadResult Execute(LoadOrder order)
    {
        var requests = order.Paths.Select(path => Request(order, path)).ToArray();
        var connections = Enumerable.Range(0, order.Connections).Select(number => new LoadConnection(order, requests, number)).ToArray();
        var before = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp() + (long)(StartDelay.TotalSeconds * Stopwatch.Frequency);
        var end = start + (long)(order.Seconds * Stopwatch.Frequency);

        // All threads exist before the first request is due.
        var threads = connections.Select(connection => new Thread(() => Drive(connection, start, end), maxStackSize: 256 * 1_024)).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        var latencies = new LatencyHistogram();
        Array.ForEach(connections, connection => latencies.Add(connection.Latencies));
        return new LoadResult
        {
            Requests = connections.Sum(connection => connection.Succeeded),
            Failures = connections.Sum(connection => connection.Failed),
            FirstFailure = connections.Select(connection => connection.FirstFailure).FirstOrDefault(failure => failure is not null),
            Seconds = Math.Max(0, Stopwatch.GetElapsedTime(start, connections.Max(connection => connection.EndedAt)).TotalSeconds),
            CpuMicroseconds = (Environment.CpuUsage.TotalTime - before).TotalMicroseconds,
            P50 = latencies.Microseconds(0.5),
            P90 = latencies.Microseconds(0.9),
            P99 = latencies.Microseconds(0.99),
            P999 = latencies.Microseconds(0.999),
            Max = latencies.Microseconds(1),
        };
    }

    private static void Drive(LoadConnection connection, long start, long end)
    {
        Pacer.WaitUntil(start);
        connection.Run(start, end);
    }

    private static byte[] Request(LoadOrder order, string path)
    {
        var authorization = order.Authorization is null ? "" : $"Authorization: {order.Authorization}\r\n";
        var content = order.Body is null ? "" : $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(order.Body)}\r\n";
        return Encoding.UTF8.GetBytes(
            $"{(order.Body is null ? "GET" : "POST")} {path} HTTP/1.1\r\nHost: 127.0.0.1:{order.Port}\r\nAccept: application/json\r\nUser-Agent: retailsync-bench\r\n{authorization}{content}\r\n{order.Body}");
    }
}

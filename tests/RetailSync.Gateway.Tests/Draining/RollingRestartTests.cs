using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using RetailSync.Gateway.Tests.Hosting;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Draining;

/// <summary>
/// Three gateways behind HAProxy are restarted one after the other under load. The balancer repeats nothing and the clients neither: a single request that is lost or
/// doubled fails the test.
/// </summary>
[Collection(Alone.Name)]
public sealed class RollingRestartTests
{
    private const int Gateways = 3;
    private const int KeepAliveWorkers = 6;
    private const int NewConnectionWorkers = 3;

    private readonly ConcurrentDictionary<string, int> _applied = new();
    private readonly ConcurrentQueue<string> _failures = new();
    private int _reads;
    private int _changes;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Restart_OfEachGatewayUnderLoad_LosesNoRequest()
    {
        Assert.SkipWhen(HaProxy.Program is null && Environment.GetEnvironmentVariable("CI") is null, "haproxy is not installed.");
        await using var upstream = FakeUpstream.Handles(ApplyAsync, readsBody: false);
        using var folder = new GatewayFolder(DrainUpstream.Yarp, new Dictionary<string, string> { ["upstream"] = upstream.Address.ToString() });
        var ports = Enumerable.Range(0, Gateways).Select(_ => (Http: HaProxy.FreePort(), Operators: HaProxy.FreePort())).ToArray();
        var gateways = await Task.WhenAll(ports.Select(port => StartAsync(folder, port)));
        await using var proxy = await HaProxy.StartAsync(ports);
        using var stop = new CancellationTokenSource();
        try
        {
            await Deadline.UntilAsync(async () => await IsUpAsync(proxy) ? "up" : null, "HAProxy sends requests on");
            await Task.WhenAll(gateways.Select(gateway => ServesAsync(gateway, 0)));
            var load = Enumerable.Range(0, KeepAliveWorkers + NewConnectionWorkers).Select(number => WorkAsync(proxy.Address, number, stop.Token)).ToArray();
            for (var i = 0; i < Gateways; i++)
            {
                await gateways[i].SignalAsync("TERM");
                Assert.Equal(0, await gateways[i].WaitForExitAsync());
                await gateways[i].DisposeAsync();
                gateways[i] = await StartAsync(folder, ports[i]);
                await ServesAsync(gateways[i], 50);
            }

            await stop.CancelAsync();
            await Task.WhenAll(load);
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(gateways.Select(gateway => gateway.DisposeAsync().AsTask()));
        }

        Assert.Empty(_failures);
        Assert.Equal(_changes, _applied.Count);
        Assert.All(_applied.Values, times => Assert.Equal(1, times));
        Assert.True(_reads > 500 && _changes > 500, $"{_reads} reads and {_changes} changes are too few to tell.");
        TestContext.Current.SendDiagnosticMessage("{0} reads, {1} changes, none lost", _reads, _changes);
    }

    private static Task<GatewayProcess> StartAsync(GatewayFolder folder, (int Http, int Operators) ports) => GatewayProcess.StartAsync(
        folder.Path, $"--Listeners:Http:Port={ports.Http}", $"--Operators:Port={ports.Operators}", "--Listeners:Https:Enabled=false", "--Drain:NoticeSeconds=2");

    private static async Task<bool> IsUpAsync(HaProxy proxy)
    {
        try
        {
            return (await RawClient.SendAsync(proxy.Address, "GET /open/up HTTP/1.1\r\nHost: a\r\n\r\n"))?.Status == 200;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return false;
        }
    }

    private static async Task ServesAsync(GatewayProcess gateway, int more)
    {
        using var operators = TestClients.Http1(gateway.Operators);
        await Deadline.UntilAsync(
            async () => Metrics.Sum(await operators.GetStringAsync(new Uri("/metrics", UriKind.Relative), Cancel), "retailsync_exchange_duration_seconds_count") >= more ? "serving" : null,
            "the gateway gets its share again");
    }

    private async Task ApplyAsync(HttpContext context)
    {
        if (context.Request.Method == "POST")
        {
            using var reader = new StreamReader(context.Request.Body);
            _applied.AddOrUpdate(await reader.ReadToEndAsync(context.RequestAborted), 1, (_, times) => times + 1);
        }

        await context.Response.WriteAsync("done", context.RequestAborted);
    }

    // Raw sockets: no client library that would quietly send a request again.
    private async Task WorkAsync(Uri proxy, int number, CancellationToken stop)
    {
        var client = await RawClient.ConnectAsync(proxy);
        for (var count = 0; !stop.IsCancellationRequested; count++)
        {
            var isChange = count % 2 == 0;
            var id = $"{number}-{count}";
            try
            {
                await client.WriteAsync(isChange
                    ? $"POST /open/changes HTTP/1.1\r\nHost: a\r\nContent-Length: {id.Length}\r\n\r\n{id}"
                    : $"GET /open/items/{id} HTTP/1.1\r\nHost: a\r\n\r\n");
                var answer = await client.ReadAsync();
                if (answer?.Status != 200)
                {
                    _failures.Enqueue($"{id}: {answer?.StatusLine ?? "no answer"}");
                }
            }
            catch (Exception lost) when (lost is IOException or OperationCanceledException)
            {
                _failures.Enqueue($"{id}: {lost.Message}");
            }

            Interlocked.Increment(ref isChange ? ref _changes : ref _reads);
            if (number >= KeepAliveWorkers || !_failures.IsEmpty)
            {
                await client.DisposeAsync();
                client = await RawClient.ConnectAsync(proxy);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, CancellationToken.None);
        }

        await client.DisposeAsync();
    }
}

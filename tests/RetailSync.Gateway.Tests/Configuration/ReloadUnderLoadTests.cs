using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using RetailSync.Gateway.Configuration;
using RetailSync.Gateway.Tests.Hosting;
using RetailSync.Testing;
using Yarp.ReverseProxy;

namespace RetailSync.Gateway.Tests.Configuration;

/// <summary>A hundred reloads while requests run: none fails, and nothing of what was replaced stays in memory. A thousand: bench/README.md.</summary>
[Collection(Alone.Name)]
public sealed class ReloadUnderLoadTests
{
    private const int Reloads = 100;
    private const int Workers = 4;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reload_AgainAndAgainUnderLoad_FailsNoRequestAndLeavesNothingBehind()
    {
        var upstream = FakeUpstream.Handles(context => context.Response.WriteAsync("{}"), readsBody: false);
        await using var gateway = await GatewayFixture.StartAsync(upstream: upstream, yarpJson: Yarp(0));
        var store = gateway.Host.Services.GetRequiredService<SnapshotStore>();
        using var stop = new CancellationTokenSource();
        var load = Enumerable.Range(0, Workers).Select(_ => WorkAsync(gateway, stop.Token)).ToArray();
        var replaced = new List<WeakReference>();
        for (var number = 1; number <= Reloads; number++)
        {
            replaced.AddRange(Parts(gateway, store));
            await ReloadAsync(gateway, store, number);
        }

        await stop.CancelAsync();
        var counts = await Task.WhenAll(load);

        Assert.True(counts.Sum() > Reloads, $"{counts.Sum()} requests are too few to tell.");
        await Deadline.UntilAsync(
            () =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return Task.FromResult(replaced.Count(part => part.IsAlive) <= 6 ? "gone" : null);
            },
            "what was replaced is collected");
    }

    private static List<WeakReference> Parts(GatewayFixture gateway, SnapshotStore store)
    {
        var model = gateway.Host.Services.GetRequiredService<IProxyStateLookup>().GetRoutes().Single().Config;
        return [new(store.Current), new(store.Current.Plans["crm"]), new(model)];
    }

    // Every reload is another set of policies, every fifth another contract, every tenth another client of the cluster.
    private static async Task ReloadAsync(GatewayFixture gateway, SnapshotStore store, int number)
    {
        var before = store.Current.Revision;
        if (number % 5 == 0)
        {
            await File.WriteAllTextAsync(Path.Combine(gateway.Folder, "contracts/crm/customers.v1.openapi.yaml"), GatewayTexts.CrmContract.Replace("A page.", $"Page {number}.", StringComparison.Ordinal), Cancel);
        }

        var draft = Path.Combine(gateway.Folder, "draft");
        await File.WriteAllTextAsync(draft, Filled(gateway, Yarp(number)), Cancel);
        File.Move(draft, Path.Combine(gateway.Folder, "yarp.json"), overwrite: true);
        using var answer = await gateway.Operators.PostAsync(new Uri("/_gateway/config/reload", UriKind.Relative), null, Cancel);

        // The watcher may have been faster: then this load found nothing new.
        Assert.True(answer.IsSuccessStatusCode);
        Assert.NotEqual(before, store.Current.Revision);
    }

    private static string Yarp(int number) => GatewayTexts.Yarp
        .Replace("{{policies}}", $$"""{ "rate-limit": { "Windows": [{ "Name": "w", "Limit": {{1_000_000 + number}}, "Seconds": 60 }] } }""", StringComparison.Ordinal)
        .Replace("\"crm\": { \"Destinations\"", $$"""
            "crm": { "HttpClient": { "MaxConnectionsPerServer": {{1_000 + (number / 10)}} }, "Destinations"
            """, StringComparison.Ordinal);

    private static string Filled(GatewayFixture gateway, string text) => text
        .Replace("{{upstream}}", gateway.Upstream.Address.ToString(), StringComparison.Ordinal)
        .Replace("{{issuer}}", gateway.Issuer.Authority, StringComparison.Ordinal);

    private static async Task<int> WorkAsync(GatewayFixture gateway, CancellationToken stop)
    {
        using var client = TestClients.Http1(gateway.Http);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", gateway.Token());
        var count = 0;
        for (; !stop.IsCancellationRequested; count++)
        {
            using var content = count % 2 == 0 ? null : new StringContent("{}", new MediaTypeHeaderValue("application/json"));
            using var request = new HttpRequestMessage(content is null ? HttpMethod.Get : HttpMethod.Post, "/crm/v1/customers") { Content = content };
            using var answer = await client.SendAsync(request, Cancel);
            Assert.True(answer.IsSuccessStatusCode, $"Request {count}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(Cancel)}");
        }

        return count;
    }
}

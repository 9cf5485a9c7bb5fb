using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using RetailSync.Gateway.Tests.Hosting;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Configuration;

/// <summary>Any of the files may change while requests run: a good change takes effect, a bad one leaves everything as it was and says so.</summary>
public sealed class ReloadTests
{
    private const string Contract = "contracts/crm/customers.v1.openapi.yaml";
    private const string Events = "contracts/crm/customer-events.v1.asyncapi.yaml";
    private const string Landscape = "catalog/landscape/landscape.yaml";

    private const string EventContract = "asyncapi: 3.0.0\ninfo: {title: T, version: 1.0.0}\ncomponents:\n  messages:\n    a: {name: retail.customer.updated.v1, payload: {type: object}}\n";

    public static TheoryData<string, string, string> BadChanges => new()
    {
        { "yarp.json", GatewayTexts.Yarp.Replace("{{policies}}", """{ "no-such-policy": {} }""", StringComparison.Ordinal), "ReverseProxy:Routes:crm:Policies:no-such-policy: " },
        { "yarp.json", "{ not json", "yarp.json: " },
        { Contract, GatewayTexts.CrmContract.Replace("paths:", "pahts:", StringComparison.Ordinal), $"{Contract}" },
        { Contract, "\t:", $"{Contract}" },
        { Events, EventContract.Replace("asyncapi: 3.0.0", "asyncapi: 2.6.0", StringComparison.Ordinal), $"{Events}:1:11: AsyncAPI '2.6.0' is not read." },
        { Events, EventContract + "    b: {name: retail.customer.updated.v1, payload: {type: 'null'}}\n", $"{Events}:6:8: The event type 'retail.customer.updated.v1' is declared at {Events}:5:8 already." },
        { Landscape, GatewayTexts.Landscape.Replace("system: crm", "system: nowhere", StringComparison.Ordinal), $"{Landscape}" },
        { Landscape, "consumers: 7", $"{Landscape}" },
    };

    [Theory]
    [MemberData(nameof(BadChanges))]
    public async Task Change_Bad_OldSettingsStayAndTheFaultIsVisible(string file, string text, string fault)
    {
        var log = new LogSink();
        await using var gateway = await GatewayFixture.StartAsync(configureServices: log.AddTo);
        var revision = (string?)(await gateway.ConfigAsync())["revision"];

        var faults = await gateway.ChangeFileBadlyAsync(file, text);

        Assert.Contains(faults, told => told.StartsWith(fault, StringComparison.Ordinal));
        using var answer = await gateway.Client().GetAsync(new Uri("/crm/v1/customers", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(revision, (string?)(await gateway.ConfigAsync())["revision"]);
        Assert.True(await gateway.MetricAsync("retailsync_config_reloads_total", ("outcome", "refused")) >= 1);
        Assert.Contains(log.Messages, message => message.Contains($"Configuration refused; revision {revision} stays in force", StringComparison.Ordinal) && message.Contains(faults[0], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Change_Route_TakesEffect()
    {
        await using var gateway = await GatewayFixture.StartAsync();

        await gateway.ChangeConfigAsync(GatewayTexts.Yarp.Replace("{{policies}}", """{ "authorize": { "Scopes": ["crm.special"] } }""", StringComparison.Ordinal));

        await UntilAsync(gateway, HttpStatusCode.Forbidden);
        Assert.True(await gateway.MetricAsync("retailsync_config_reloads_total", ("outcome", "applied")) >= 1);
    }

    [Fact]
    public async Task Change_PoliciesAlone_TakesEffectBothWays()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        var limited = GatewayTexts.Yarp.Replace("{{policies}}", """{ "rate-limit": { "Windows": [{ "Name": "tiny", "Limit": 1, "Seconds": 3600 }] } }""", StringComparison.Ordinal);

        await gateway.ChangeConfigAsync(limited);
        await UntilAsync(gateway, HttpStatusCode.TooManyRequests);
        await gateway.ChangeConfigAsync(GatewayTexts.Yarp);
        await UntilAsync(gateway, HttpStatusCode.OK);

        Assert.Equal(HttpStatusCode.OK, await GetAsync(gateway));
    }

    [Fact]
    public async Task Change_Contract_TakesEffect()
    {
        await using var gateway = await GatewayFixture.StartAsync();

        await gateway.ChangeFileAsync(Contract, GatewayTexts.CrmContract.Replace("/customers:", "/people:", StringComparison.Ordinal));

        await UntilAsync(gateway, HttpStatusCode.NotFound);
        Assert.Equal(HttpStatusCode.OK, await GetAsync(gateway, "/crm/v1/people"));
    }

    [Fact]
    public async Task Change_EventContract_IsInTheSnapshotAndTheReport()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        var snapshots = gateway.Host.Services.GetRequiredService<ISnapshotSource>();
        Assert.Empty(snapshots.Current.Events);

        await gateway.ChangeFileAsync(Events, EventContract);
        var first = snapshots.Current.Events["retail.customer.updated.v1"];
        await gateway.ChangeFileAsync(Events, EventContract.Replace("type: object", "type: array", StringComparison.Ordinal));

        var second = snapshots.Current.Events["retail.customer.updated.v1"];
        Assert.Equal((true, false), (first.Judge("{}"u8.ToArray(), 1).Count == 0, second.Judge("{}"u8.ToArray(), 1).Count == 0));
        Assert.NotEqual(first.DataSchema, second.DataSchema);
        var report = (await gateway.ConfigAsync())["events"]!;
        Assert.Equal((1, "crm/customer-events@1"), ((int)report["types"]!, (string?)report["contracts"]![0]!["id"]));
        Assert.Equal([], report["withoutContract"]!.AsArray().Select(type => (string?)type));
    }

    [Fact]
    public async Task Report_DeclaredEventThatNoContractKnows_IsCounted()
    {
        await using var gateway = await GatewayFixture.StartAsync();

        await gateway.ChangeFileAsync(Contract, GatewayTexts.CrmContract.Replace("      operationId: createCustomer\n", "      operationId: createCustomer\n      x-retailsync-event: {type: retail.customer.created.v1, key: 'response:/id', data: none}\n", StringComparison.Ordinal));

        var report = (await gateway.ConfigAsync())["events"]!;
        Assert.Equal(["retail.customer.created.v1"], report["withoutContract"]!.AsArray().Select(type => (string?)type));
    }

    [Fact]
    public async Task Change_ContractsSecurity_TakesEffect()
    {
        await using var gateway = await GatewayFixture.StartAsync();

        await gateway.ChangeFileAsync(Contract, GatewayTexts.CrmContract.Replace("security: [{oauth: [crm.read]}]", "security: [{oauth: [crm.write]}]", StringComparison.Ordinal));

        await UntilAsync(gateway, HttpStatusCode.Forbidden, "store-pos");
        Assert.Equal(HttpStatusCode.OK, await GetAsync(gateway));
    }

    [Fact]
    public async Task Change_Landscape_RemovedConsumerIsOutAtOnce()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        Assert.Equal(HttpStatusCode.OK, await GetAsync(gateway));

        await gateway.ChangeFileAsync(Landscape, GatewayTexts.Landscape.Replace("id: web-shop", "id: other-shop", StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(gateway));
    }

    [Fact]
    public async Task Change_LandscapeRetiresAVersion_Is410()
    {
        await using var gateway = await GatewayFixture.StartAsync();

        await gateway.ChangeFileAsync(Landscape, GatewayTexts.Landscape.Replace("stage: active", "stage: retired", StringComparison.Ordinal));

        await UntilAsync(gateway, HttpStatusCode.Gone);
    }

    [Fact]
    public async Task Change_UnderLoad_DropsNothing()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var clients = new[] { gateway.Client(), gateway.Client(), gateway.Http2Client(), gateway.Http2Client() };
        var load = clients.Select(client => CountAsync(client, ending.Token)).ToList();

        for (var change = 1; change <= 4; change++)
        {
            await gateway.ChangeConfigAsync(GatewayTexts.Yarp.Replace("{{policies}}", $$"""{ "rate-limit": { "Windows": [{ "Name": "wide", "Limit": {{1_000_000 + change}}, "Seconds": 60 }] } }""", StringComparison.Ordinal));
            await gateway.ChangeFileAsync(Contract, GatewayTexts.CrmContract.Replace("version: 1.0.0", $"version: 1.0.{change}", StringComparison.Ordinal));
            await gateway.ChangeFileAsync(Landscape, GatewayTexts.Landscape.Replace("name: Tills", $"name: Tills {change}", StringComparison.Ordinal));
        }

        await ending.CancelAsync();
        var answered = await Task.WhenAll(load);
        Assert.All(answered, count => Assert.True(count > 12, $"{count} requests were answered."));
    }

    [Fact]
    public async Task Reload_OnRequest_SaysWhatItDid()
    {
        await using var gateway = await GatewayFixture.StartAsync();

        using var same = await gateway.Operators.PostAsync(new Uri("/_gateway/config/reload", UriKind.Relative), null, TestContext.Current.CancellationToken);
        await gateway.ChangeFileBadlyAsync("yarp.json", "{");
        using var bad = await gateway.Operators.PostAsync(new Uri("/_gateway/config/reload", UriKind.Relative), null, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.UnprocessableEntity), (same.StatusCode, bad.StatusCode));
        var told = JsonNode.Parse(await bad.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.Equal((false, "yarp.json"), ((bool)told["applied"]!, (string?)told["faults"]![0]!["path"]));
    }

    private static async Task<int> CountAsync(HttpClient client, CancellationToken ending)
    {
        var count = 0;
        while (!ending.IsCancellationRequested)
        {
            using var answer = await client.GetAsync(new Uri("/crm/v1/customers", UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            count++;
        }

        return count;
    }

    // A revision is in force a moment before its routes are.
    private static async Task UntilAsync(GatewayFixture gateway, HttpStatusCode status, string consumer = "web-shop") =>
        await Deadline.UntilAsync(async () => await GetAsync(gateway, consumer: consumer) == status ? "so" : null, $"the customers are answered with {status}");

    private static async Task<HttpStatusCode> GetAsync(GatewayFixture gateway, string path = "/crm/v1/customers", string consumer = "web-shop")
    {
        using var answer = await gateway.Client(consumer).GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}

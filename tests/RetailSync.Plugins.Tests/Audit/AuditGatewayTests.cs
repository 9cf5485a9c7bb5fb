using System.Net.Http.Json;
using System.Text.Json.Nodes;
using RetailSync.Plugins.Audit;
using RetailSync.Testing;

namespace RetailSync.Plugins.Tests.Audit;

/// <summary>What a real gateway writes into its trail.</summary>
public sealed class AuditGatewayTests
{
    private const string Id = "retailsync.plugins.audit";

    private static readonly string[] Enabled = [$"--Plugins:{Id}:Enabled=true"];

    [Fact]
    public async Task Trail_ChangesRefusalsAndOperators_AreWritten()
    {
        await using var gateway = await GatewayFixture.StartAsync(arguments: Enabled);

        // An answer leaves before it is recorded: each is waited for, so that the order is the one of the requests.
        using var read = await gateway.Client().GetAsync(new Uri("/crm/v1/customers", UriKind.Relative), TestContext.Current.CancellationToken);
        using var change = await gateway.Client().PutAsJsonAsync("/crm/v1/customers/jo.doe@example.com?token=hidden-one", new { card = "4111111111111111" }, TestContext.Current.CancellationToken);
        await RecordsAsync(gateway, 3);
        using var refusal = await gateway.Client("guest").GetAsync(new Uri("/crm/v1/customers/7", UriKind.Relative), TestContext.Current.CancellationToken);
        await RecordsAsync(gateway, 4);
        using var anonymous = await gateway.Anonymous().DeleteAsync(new Uri("/crm/v1/customers/7", UriKind.Relative), TestContext.Current.CancellationToken);
        await RecordsAsync(gateway, 5);
        using var reload = await gateway.Operators.PostAsync(new Uri("/_gateway/config/reload", UriKind.Relative), null, TestContext.Current.CancellationToken);

        var records = await RecordsAsync(gateway, 6);

        Assert.Equal(["file", "started", "change", "refusal", "refusal", "operator"], records.Select(record => (string?)record["kind"]));
        Assert.Equal(
            ("PUT", "/crm/v1/customers/[email]", "replaceCustomer", "web-shop", 200, "upstream", "127.0.0.1", true),
            ((string?)records[2]["method"], (string?)records[2]["path"], (string?)records[2]["operation"], (string?)records[2]["consumer"], (int)records[2]["status"]!,
                (string?)records[2]["by"], (string?)records[2]["client"], (bool)records[2]["changes"]!));
        Assert.Equal(
            ("guest", 403, "gateway", "insufficient-scope", "authorize", false),
            ((string?)records[3]["consumer"], (int)records[3]["status"]!, (string?)records[3]["by"], (string?)records[3]["problem"], (string?)records[3]["refusedBy"], (bool)records[3]["changes"]!));
        Assert.Equal((null, 401, true), ((string?)records[4]["consumer"], (int)records[4]["status"]!, (bool)records[4]["changes"]!));
        Assert.Equal(("config.reload", "applied"), ((string?)records[5]["action"], (string?)records[5]["outcome"]));
        Assert.Equal(change.Headers.GetValues("X-Request-Id").Single(), (string?)records[2]["request"]);
        var text = File.ReadAllText(Directory.GetFiles(Folder(gateway), "audit-*").Single());
        Assert.All(new[] { "41111111", "jo.doe", "hidden-one", "Bearer" }, secret => Assert.DoesNotContain(secret, text));
    }

    [Fact]
    public async Task Trail_AfterTheGatewayStopped_IsIntactAndEndsWhereTheFactSaid()
    {
        using var copy = new PluginFolder();
        var folder = Path.Combine(copy.Path, "trail");
        await using (var gateway = await GatewayFixture.StartAsync(arguments: [.. Enabled, $"--Plugins:{Id}:Settings:Folder={folder}"]))
        {
            var client = gateway.Client();
            await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
            {
                using var answer = await client.PutAsJsonAsync($"/crm/v1/customers/{i}", new { }, TestContext.Current.CancellationToken);
                Assert.True(answer.IsSuccessStatusCode);
            }));
        }

        var result = new AuditVerifier().Verify(folder);

        Assert.Empty(result.Faults);
        Assert.Equal((203, 0L), ((int)result.Records, result.Missed));
    }

    [Fact]
    public async Task Fact_LatestHash_IsInTheTrail()
    {
        await using var gateway = await GatewayFixture.StartAsync(arguments: Enabled);
        using var refused = await gateway.Anonymous().GetAsync(new Uri("/crm/v1/customers", UriKind.Relative), TestContext.Current.CancellationToken);
        await RecordsAsync(gateway, 3);

        var plugin = await gateway.PluginUntilAsync(plugin => (int)plugin["facts"]![0]!["latest"]!["sequence"]! == 3, "three records", Id);

        Assert.True(new AuditVerifier((string?)plugin["facts"]![0]!["latest"]!["hash"]).Verify(Folder(gateway)).IsIntact);
    }

    private static string Folder(GatewayFixture gateway) => Path.Combine(gateway.Folder, "data/plugins", Id);

    private static Task<IReadOnlyList<JsonNode>> RecordsAsync(GatewayFixture gateway, int count) => Deadline.UntilAsync(
        () =>
        {
            using var file = new StreamReader(new FileStream(Directory.GetFiles(Folder(gateway), "audit-*").Single(), FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            var lines = file.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            return Task.FromResult<IReadOnlyList<JsonNode>?>(lines.Length >= count ? [.. lines.Select(line => JsonNode.Parse(line)!)] : null);
        },
        $"{count} records");
}

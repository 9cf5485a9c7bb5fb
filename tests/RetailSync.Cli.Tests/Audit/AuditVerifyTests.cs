using RetailSync.Testing;

namespace RetailSync.Cli.Tests.Audit;

/// <summary>The verb over trails that a real gateway wrote. What is found in a trail is tested beside the plugin.</summary>
public sealed class AuditVerifyTests
{
    private const string Plugin = "retailsync.plugins.audit";

    [Fact]
    public async Task Verify_Trail_ExitCodesAndPlacesAreTold()
    {
        using var cli = new CliRun();
        var folder = Path.Combine(cli.Folder, "data/plugins", Plugin);
        await using (var gateway = await GatewayFixture.StartAsync(arguments: [$"--Plugins:{Plugin}:Enabled=true", $"--Plugins:{Plugin}:Settings:Folder={folder}"]))
        {
            using var refused = await gateway.Anonymous().GetAsync(new Uri("/crm/v1/customers", UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal(401, (int)refused.StatusCode);
        }

        var intact = await cli.RunAsync("audit", "verify");
        var hash = (await cli.RunJsonAsync("audit", "verify")).GetProperty("lastHash").GetString()!;
        var expected = await cli.RunAsync("audit", "verify", folder, "--expect", hash);
        var file = Directory.GetFiles(folder, "audit-*").Single();
        var text = File.ReadAllText(file);
        File.WriteAllText(file, text.Replace("\"status\":401", "\"status\":200", StringComparison.Ordinal));
        var changed = await cli.RunAsync("audit", "verify");
        var changedJson = await cli.RunAsync("audit", "verify", "--json");
        File.WriteAllText(file, text);
        var unexpected = await cli.RunAsync("audit", "verify", folder, "--expect", new string('a', 64));

        Assert.Equal((0, ""), (intact.Code, intact.Error));
        Assert.Contains($"data/plugins/{Plugin}: intact. 4 records in 1 files.", intact.Out);
        Assert.Equal(0, expected.Code);
        Assert.Equal(1, changed.Code);
        Assert.Contains($"{Path.GetFileName(file)}:3: record 3 does not match its hash", changed.Error);
        Assert.Equal(1, changedJson.Code);
        Assert.Contains("\"line\": 3", changedJson.Out);
        Assert.Equal(1, unexpected.Code);
        Assert.Contains("the record with the expected hash is not in the trail", unexpected.Error);
    }

    [Theory]
    [InlineData("audit", "verify")]
    [InlineData("audit", "verify", "no-such-folder")]
    [InlineData("audit", "verify", "docs")]
    [InlineData("audit", "verify", "docs", "--expect", "short")]
    public async Task Verify_NoTrail_IsTwo(params string[] arguments)
    {
        using var cli = new CliRun();

        var (code, output, error) = await cli.RunAsync(arguments);

        Assert.Equal((2, false), (code, error.Length == 0));
        Assert.DoesNotContain("Last record", output);
    }
}

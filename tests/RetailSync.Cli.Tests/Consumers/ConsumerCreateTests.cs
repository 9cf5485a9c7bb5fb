namespace RetailSync.Cli.Tests.Consumers;

public sealed class ConsumerCreateTests
{
    private static readonly string[] Kiosk = ["consumer", "create", "kiosk", "--name", "Store kiosk", "--owner", "stores-team", "--system", "pos", "--scope", "pos.read", "--scope", "pim.read"];

    [Fact]
    public async Task Create_Consumer_WritesTheFileAndSaysWhere()
    {
        using var cli = new CliRun();

        var (code, output, error) = await cli.RunAsync(Kiosk);

        Assert.Equal((0, ""), (code, error));
        Assert.Equal("Created the consumer kiosk. (catalog/landscape/landscape.yaml)\n", output);
        Assert.Equal(
            CliRun.Landscape + """

              - id: kiosk
                name: Store kiosk
                owner: stores-team
                system: pos
                scopes:
                  - pim.read
                  - pos.read

            """,
            cli.Text);
    }

    [Fact]
    public async Task Create_WithApiKey_ShowsItOnceWithAWarning()
    {
        using var cli = new CliRun();

        var (code, output, _) = await cli.RunAsync([.. Kiosk, "--api-key"]);

        Assert.Equal(0, code);
        var key = Assert.Single(output.Split('\n'), line => line.StartsWith("  rsk_", StringComparison.Ordinal)).Trim();
        Assert.Equal(56, key.Length);
        Assert.Contains("\nThis key is shown only now; it is not stored and cannot be shown again. Keep it in a safe place.\n", output, StringComparison.Ordinal);
        Assert.Equal(output.IndexOf(key, StringComparison.Ordinal), output.LastIndexOf(key, StringComparison.Ordinal));
        Assert.DoesNotContain(key, cli.Text, StringComparison.Ordinal);
        Assert.Contains(key[..12], cli.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_Json_KeepsTheWarningOffTheAnswer()
    {
        using var cli = new CliRun();

        var (code, output, error) = await cli.RunAsync([.. Kiosk, "--api-key", "--json"]);

        Assert.Equal((0, "This key is shown only now; it is not stored and cannot be shown again. Keep it in a safe place.\n"), (code, error));
        var answer = System.Text.Json.JsonDocument.Parse(output).RootElement;
        Assert.Equal("kiosk", answer.GetProperty("consumer").GetProperty("id").GetString());
        Assert.Equal(answer.GetProperty("consumer").GetProperty("keys")[0].GetProperty("prefix").GetString(), answer.GetProperty("apiKey").GetString()![..12]);
    }

    [Fact]
    public async Task Create_UnknownTeam_IsRefusedAndNothingChanged()
    {
        using var cli = new CliRun();

        var (code, output, error) = await cli.RunAsync("consumer", "create", "kiosk", "--name", "Kiosk", "--owner", "nobody");

        Assert.Equal((1, ""), (code, output));
        Assert.EndsWith("landscape.yaml:15:12: No team is named 'nobody'. Known: stores-team.\n", error, StringComparison.Ordinal);
        Assert.Equal(CliRun.Landscape, cli.Text);
    }

    [Fact]
    public async Task Create_WithoutOwner_IsAUsageError()
    {
        using var cli = new CliRun();

        var (code, _, error) = await cli.RunAsync("consumer", "create", "kiosk", "--name", "Kiosk");

        Assert.Equal((2, "Option '--owner' is required.\n\n"), (code, error));
        Assert.Equal(CliRun.Landscape, cli.Text);
    }

    [Fact]
    public async Task Create_Help_EndsWithExamples()
    {
        using var cli = new CliRun();

        var (code, output, _) = await cli.RunAsync("consumer", "create", "--help");

        Assert.Equal(0, code);
        Assert.Contains("\nExamples:\n  retailsync consumer create kiosk --name \"Store kiosk\"", output, StringComparison.Ordinal);
    }
}

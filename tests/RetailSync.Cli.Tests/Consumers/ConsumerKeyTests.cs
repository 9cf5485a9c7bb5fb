namespace RetailSync.Cli.Tests.Consumers;

public sealed class ConsumerKeyTests
{
    [Fact]
    public async Task RotateKey_Twice_OldKeyEndsAfterADay()
    {
        using var cli = new CliRun();
        var first = (await cli.RunJsonAsync("consumer", "rotate-key", "till")).GetProperty("apiKey").GetString()![..12];

        var (code, output, _) = await cli.RunAsync("consumer", "rotate-key", "till");

        Assert.Equal(0, code);
        Assert.Matches($@"\AMade the key rsk_\w{{8}} for till\. The old one, {first}, works until 2026-11-24 12:00:00 UTC\. \(catalog/landscape/landscape\.yaml\)\n", output);
        Assert.Contains("# The tills.", cli.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", "2026-11-23T12:00:00Z")]
    [InlineData("90s", "2026-11-23T12:01:30Z")]
    [InlineData("15m", "2026-11-23T12:15:00Z")]
    [InlineData("7d", "2026-11-30T12:00:00Z")]
    [InlineData("90d", "2027-02-21T12:00:00Z")]
    public async Task RotateKey_Overlap_EndsTheOldKeyThen(string overlap, string expected)
    {
        using var cli = new CliRun();
        await cli.RunAsync("consumer", "rotate-key", "till");

        var (code, _, _) = await cli.RunAsync("consumer", "rotate-key", "till", "--overlap", overlap);

        Assert.Equal(0, code);
        Assert.Contains($"expires: {expected}}}", cli.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("24")]
    [InlineData("h")]
    [InlineData("-1h")]
    [InlineData("91d")]
    [InlineData("9999999d")]
    [InlineData("1w")]
    public async Task RotateKey_BadOverlap_IsAUsageError(string overlap)
    {
        using var cli = new CliRun();

        var (code, _, error) = await cli.RunAsync("consumer", "rotate-key", "till", "--overlap", overlap);

        Assert.Equal((2, $"'{overlap}' is no overlap. Give a number with s, m, h or d, from 0 to 90d, such as 24h.\n\n"), (code, error));
        Assert.Equal(CliRun.Landscape, cli.Text);
    }

    [Fact]
    public async Task RotateKey_TwoLiveKeys_IsRefused()
    {
        using var cli = new CliRun();
        await cli.RunAsync("consumer", "rotate-key", "till");
        await cli.RunAsync("consumer", "rotate-key", "till");

        var (code, output, error) = await cli.RunAsync("consumer", "rotate-key", "till");

        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith("till: Two keys work already: rsk_", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RevokeKey_Known_RemovesIt()
    {
        using var cli = new CliRun();
        var prefix = (await cli.RunJsonAsync("consumer", "rotate-key", "till")).GetProperty("apiKey").GetString()![..12];

        var (code, output, _) = await cli.RunAsync("consumer", "revoke-key", "till", prefix);

        Assert.Equal(0, code);
        Assert.StartsWith($"Revoked the key {prefix} of till.", output, StringComparison.Ordinal);
        Assert.DoesNotContain(prefix, cli.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RevokeKey_Unknown_IsRefused()
    {
        using var cli = new CliRun();

        var (code, _, error) = await cli.RunAsync("consumer", "revoke-key", "till", "rsk_00000000");

        Assert.Equal((1, "till: The consumer has no key with the prefix 'rsk_00000000'. It has none.\n"), (code, error));
    }
}

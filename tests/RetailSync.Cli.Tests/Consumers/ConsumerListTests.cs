namespace RetailSync.Cli.Tests.Consumers;

public sealed class ConsumerListTests
{
    [Fact]
    public async Task List_Table_HasALineForEach()
    {
        using var cli = new CliRun();
        await cli.RunAsync("consumer", "rotate-key", "till");
        await cli.RunAsync("consumer", "rotate-key", "till", "--overlap", "1h");
        await cli.RunAsync("consumer", "create", "kiosk", "--name", "[red]Kiosk[/]", "--owner", "stores-team");
        cli.Clock.Advance(TimeSpan.FromHours(1));

        var (code, output, _) = await cli.RunAsync("consumer", "list");

        Assert.Equal(0, code);
        var lines = output.Split('\n').Select(line => line.Trim()).ToArray();
        Assert.Contains(lines, line => System.Text.RegularExpressions.Regex.IsMatch(line, @"\Atill +Till +stores-team +pos +pos\.read pos\.write +rsk_\w{8} expired 2026-11-23 13:00:00 UTC\z"));
        Assert.Contains(lines, line => System.Text.RegularExpressions.Regex.IsMatch(line, @"\Arsk_\w{8}\z"));
        Assert.Contains(lines, line => System.Text.RegularExpressions.Regex.IsMatch(line, @"\Akiosk +\[red\]Kiosk\[/\] +stores-team +- +- +-\z"));
        Assert.DoesNotContain('\e', output);
    }

    [Fact]
    public async Task List_Json_HasEveryField()
    {
        using var cli = new CliRun();
        await cli.RunAsync("consumer", "rotate-key", "till");

        var till = Assert.Single((await cli.RunJsonAsync("consumer", "list")).EnumerateArray());

        Assert.Equal("till", till.GetProperty("id").GetString());
        Assert.Equal("pos", till.GetProperty("system").GetString());
        Assert.Equal(["pos.read", "pos.write"], till.GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()));
        var key = Assert.Single(till.GetProperty("keys").EnumerateArray());
        Assert.True(key.GetProperty("live").GetBoolean());
        Assert.Equal(["prefix", "created", "live"], key.EnumerateObject().Select(property => property.Name));
    }

    [Fact]
    public async Task List_FromAFolderBelow_FindsTheLandscape()
    {
        using var cli = new CliRun();

        var (code, output, _) = await cli.RunInAsync(Path.Combine(cli.Folder, "docs/decisions"), "consumer", "list");

        Assert.Equal(0, code);
        Assert.Contains("till", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_LandscapeOption_IsRelativeToTheCurrentFolder()
    {
        using var cli = new CliRun();

        var (code, _, _) = await cli.RunInAsync(Path.Combine(cli.Folder, "docs"), "consumer", "list", "--landscape", "../catalog/landscape");

        Assert.Equal(0, code);
    }

    [Fact]
    public async Task List_NoYarpJsonAbove_IsRefused()
    {
        using var cli = new CliRun();
        File.Delete(Path.Combine(cli.Folder, "yarp.json"));

        var (code, output, error) = await cli.RunAsync("consumer", "list");

        Assert.Equal((1, ""), (code, output));
        Assert.Equal($"{cli.Folder}: No yarp.json lies here or above. Go to the gateway's folder, or say where the landscape is: --landscape <folder>.\n", error);
    }

    [Fact]
    public async Task List_FaultyLandscape_ListsTheFaults()
    {
        using var cli = new CliRun();
        File.WriteAllText(Path.Combine(cli.Folder, "catalog/landscape/more.yaml"), "teams: 1\nsystem: []\n");

        var (code, output, error) = await cli.RunAsync("consumer", "list");

        Assert.Equal((1, ""), (code, output));
        Assert.Equal(2, error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("more.yaml:1:8: ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("consumer")]
    [InlineData("consumer", "remove")]
    [InlineData("consumer", "list", "--yaml")]
    public async Task Run_NotUnderstood_IsAUsageError(params string[] args)
    {
        using var cli = new CliRun();

        var (code, _, error) = await cli.RunAsync(args);

        Assert.Equal(ExitCodes.Usage, code);
        Assert.NotEmpty(error);
    }
}

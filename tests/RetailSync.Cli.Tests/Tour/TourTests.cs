using System.Text.Json.Nodes;
using RetailSync.Cli.Tour;

namespace RetailSync.Cli.Tests.Tour;

public sealed class TourTests
{
    [Fact]
    public async Task RunAsync_RunningGateway_TellsEveryChapter()
    {
        await using var gateway = await SandboxGateway.StartAsync();

        var told = await ToldTour.OfAsync(gateway.Target);

        Assert.Equal("", told.Error);
        Assert.Equal(0, told.Code);
        Assert.Equal(Headings(), told.Out.Split('\n').Where(line => line.StartsWith('─')).Where(line => line.Contains("  ", StringComparison.Ordinal)).Select(line => line.Trim('─', ' ', '\r')));
        Assert.Contains("17 changes sent: 2 repeated, 2 refused by their systems, 13 applied, each exactly once.", told.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_RunningGateway_LedgersAgree()
    {
        await using var gateway = await SandboxGateway.StartAsync();

        var told = await ToldTour.OfAsJsonAsync(gateway.Target);

        Assert.Equal(["crm 3 0 1 2 true", "wms 1 0 0 1 true", "payment 5 1 1 3 true", "pos 3 1 0 2 true", "returns 5 0 0 5 true"], told.Ledgers);
    }

    [Fact]
    public async Task RunAsync_RunningGateway_AnswersComeFromWhereTheyShould()
    {
        await using var gateway = await SandboxGateway.StartAsync();

        var told = await ToldTour.OfAsJsonAsync(gateway.Target);

        Assert.Equal(
            [
                "401 gateway GET", "200 tokens POST",
                "200 crm GET", "200 crm PUT", "412 crm PUT", "200 crm GET", "200 crm POST",
                "200 wms GET", "201 wms POST", "201 payment POST", "200 pos GET", "504 gateway POST", "200 gateway GET", "200 pos POST", "201 payment POST", "201 payment POST",
                "201 returns POST", "200 returns POST", "200 returns POST", "200 returns POST", "201 pos POST", "201 payment POST", "422 payment POST", "200 returns POST",
                "200 crm GET", "410 gateway GET", "404 gateway GET", "403 gateway GET", "200 payment GET", "200 gateway GET",
                "200 gateway GET", "200 gateway GET", "200 gateway GET", "200 gateway GET",
            ],
            told.Steps);
    }

    [Fact]
    public async Task RunAsync_RunningGateway_SystemsHaveHeardOfEveryChange()
    {
        await using var gateway = await SandboxGateway.StartAsync();

        var told = await ToldTour.OfAsJsonAsync(gateway.Target);

        Assert.Equal(["ecommerce 3 3", "finance 2 2", "loyalty 2 2", "marketplace 1 1", "oms 2 2", "pos 2 2"], told.News);
        Assert.All(told.Json["news"]!.AsArray(), one => Assert.InRange((long)one!["latestMilliseconds"]!, 0, 60_000));
    }

    [Fact]
    public async Task RunAsync_SecondTime_SucceedsToo()
    {
        await using var gateway = await SandboxGateway.StartAsync();
        await ToldTour.OfAsJsonAsync(gateway.Target);

        var again = await ToldTour.OfAsJsonAsync(gateway.Target);

        // She gives again the consent that the first tour left withdrawn: one change more.
        Assert.Equal(["crm 4 0 1 3 true", "wms 1 0 0 1 true", "payment 5 1 1 3 true", "pos 3 1 0 2 true", "returns 5 0 0 5 true"], again.Ledgers);
        Assert.Equal(0, again.Code);
    }

    [Fact]
    public async Task RunAsync_SystemOffline_StopsThereWithTheProblem()
    {
        await using var gateway = await SandboxGateway.StartAsync();
        await gateway.BreakAsync("wms", new JsonObject { ["kind"] = "offline" });

        var told = await ToldTour.OfAsync(gateway.Target);

        Assert.Equal(1, told.Code);
        Assert.Equal(Headings().Take(3).Last(), told.Out.Split('\n').Last(line => line.StartsWith("── ", StringComparison.Ordinal)).Trim('─', ' ', '\r'));
        Assert.Contains("\"type\": \"/problems/upstream-", told.Out, StringComparison.Ordinal);
        Assert.Contains("The tour stopped: GET /wms/v1/locations/9521234000105/stock/HEADPHONES-X1 was answered with 50", told.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_SystemAppliesTwice_SaysThatTheLedgerDiffers()
    {
        await using var gateway = await SandboxGateway.StartAsync();
        await gateway.BreakAsync("wms", new JsonObject { ["kind"] = "duplicate", ["method"] = "POST" });

        var told = await ToldTour.OfAsJsonAsync(gateway.Target);

        Assert.Equal(1, told.Code);
        Assert.Equal("wms 1 0 0 2 false", told.Ledgers[1]);
        Assert.EndsWith("The tour stopped: The ledger of wms does not hold what was sent.", told.Error.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_Pause_WaitsBetweenChapters()
    {
        await using var gateway = await SandboxGateway.StartAsync();
        var context = new CliContext(TextWriter.Null, TextWriter.Null, TimeProvider.System, GatewayFolder.Repository);
        var waits = 0;
        var run = new TourRun(new TourOptions { Pause = true }, context, new JsonTeller(context), _ => Task.FromResult(++waits));

        await run.RunAsync(gateway.Target, TestContext.Current.CancellationToken);

        Assert.Equal(6, waits);
    }

    private static IEnumerable<string> Headings() => Chapters.All.Select((chapter, index) => $"{index}  {chapter.Title}");
}

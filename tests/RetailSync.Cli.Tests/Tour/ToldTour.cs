using System.Text.Json.Nodes;
using RetailSync.Cli.Tour;

namespace RetailSync.Cli.Tests.Tour;

/// <summary>A tour that was given, and what it wrote.</summary>
internal sealed record ToldTour(int Code, string Out, string Error)
{
    /// <summary>What it wrote, as JSON.</summary>
    public JsonNode Json => JsonNode.Parse(Out)!;

    /// <summary>The steps in order, as <c>status producer METHOD path</c> without what differs from run to run.</summary>
    public IReadOnlyList<string> Steps =>
        [.. Json["chapters"]!.AsArray().SelectMany(chapter => chapter!["steps"]!.AsArray()).Select(step => $"{step!["status"]} {step["producedBy"]} {step["method"]}")];

    /// <summary>What each system was told, as <c>system changes has</c>.</summary>
    public IReadOnlyList<string> News => [.. Json["news"]!.AsArray().Select(one => $"{one!["system"]} {one["changes"]} {one["has"]}")];

    /// <summary>The ledgers, as <c>system sent repeated refused applied agrees</c>.</summary>
    public IReadOnlyList<string> Ledgers =>
        [.. Json["ledgers"]!.AsArray().Select(tally => $"{tally!["system"]} {tally["sent"]} {tally["repeated"]} {tally["refused"]} {tally["applied"]} {tally["agrees"]}")];

    /// <summary>Tours a running gateway, told to a person.</summary>
    public static Task<ToldTour> OfAsync(TourTarget target) => OfAsync(
        context => new ConsoleTeller(context.Out, noColor: true),
        (run, stop) => run.RunAsync(target, stop),
        new TourOptions());

    /// <summary>Tours a running gateway, told to a program.</summary>
    public static Task<ToldTour> OfAsJsonAsync(TourTarget target) => OfAsync(context => new JsonTeller(context), (run, stop) => run.RunAsync(target, stop), new TourOptions());

    /// <summary>Finds or starts the gateway as the options say, and tours it; told to a person.</summary>
    public static Task<ToldTour> OfAsync(TourOptions options) => OfAsync(context => new ConsoleTeller(context.Out, noColor: true), (run, stop) => run.RunAsync(stop), options);

    /// <summary>Runs a command line.</summary>
    public static async Task<ToldTour> OfCommandAsync(params string[] arguments)
    {
        using var written = new StringWriter();
        using var refused = new StringWriter();
        var context = new CliContext(written, refused, TimeProvider.System, GatewayFolder.Repository);
        var code = await RetailSyncCommand.RunAsync(arguments, context, TestContext.Current.CancellationToken);
        return new ToldTour(code, written.ToString(), refused.ToString());
    }

    private static async Task<ToldTour> OfAsync(Func<CliContext, ITourTeller> teller, Func<TourRun, CancellationToken, Task<int>> give, TourOptions options)
    {
        using var written = new StringWriter();
        using var refused = new StringWriter();
        var context = new CliContext(written, refused, TimeProvider.System, GatewayFolder.Repository);
        var code = await give(new TourRun(options, context, teller(context), _ => Task.CompletedTask), TestContext.Current.CancellationToken);
        return new ToldTour(code, written.ToString(), refused.ToString());
    }
}

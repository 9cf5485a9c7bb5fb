using System.CommandLine;
using RetailSync.Faults.Suite;
using RetailSync.Faults.Upstream;

namespace RetailSync.Faults;

/// <summary>The command line.</summary>
internal static class FaultsCommand
{
    public static RootCommand Create()
    {
        var upstream = new Command("upstream", "The system behind the gateways; the suite starts it itself.");
        upstream.SetAction((_, _) => UpstreamServer.RunAsync());
        var faults = new Option<string[]>("--fault") { Description = $"Which faults. Default: all. Known: {string.Join(", ", AllFaults.List.Select(fault => fault.Name))}.", AllowMultipleArgumentsPerToken = true };
        var store = new Option<string?>("--store") { Description = "sqlite or postgres. Default: both." };
        var kills = new Option<int?>("--kills") { Description = "How many kills. Default: 20; with --short 3." };
        var isShort = new Option<bool>("--short") { Description = "The form that takes less than three minutes." };
        var seed = new Option<int?>("--seed") { Description = "Where random choices begin. Default: another one each time; it is printed." };
        var json = new Option<string?>("--json") { Description = "Write the results into this file.", HelpName = "file" };
        faults.AcceptOnlyFromAmong([.. AllFaults.List.Select(fault => fault.Name)]);
        store.AcceptOnlyFromAmong("sqlite", "postgres");
        var root = new RootCommand("Does to gateways what must not hurt, and compares what clients were told, what the system did and what the events say. Exit code 0: all held; 1: something did not; 2: it could not be tried.")
        {
            upstream, faults, store, kills, isShort, seed, json,
        };
        root.SetAction((parsed, cancel) => new SuiteRun(Console.Out).RunAsync(
            new SuiteOptions
            {
                Faults = parsed.GetValue(faults) ?? [],
                Store = parsed.GetValue(store),
                Kills = parsed.GetValue(kills) ?? (parsed.GetValue(isShort) ? 3 : 20),
                IsShort = parsed.GetValue(isShort),
                Seed = parsed.GetValue(seed) ?? Random.Shared.Next(1_000_000),
                JsonFile = parsed.GetValue(json),
            },
            cancel));
        return root;
    }
}

using System.CommandLine;

namespace RetailSync.Bench;

/// <summary>The command line.</summary>
internal static class BenchCommand
{
    public static RootCommand Create()
    {
        var rounds = new Option<int>("--rounds") { Description = "Rounds over the whole run; each measures every candidate once, in a new order.", DefaultValueFactory = _ => 12 };
        var seconds = new Option<double>("--seconds") { Description = "Length of one measured window.", DefaultValueFactory = _ => 3 };
        var restarts = new Option<int>("--restarts") { Description = "How often all processes are started anew.", DefaultValueFactory = _ => 4 };
        var warmUp = new Option<double>("--warm-up") { Description = "Longest warm-up of one candidate after a restart, in seconds.", DefaultValueFactory = _ => 30 };
        var connections = new Option<int>("--connections") { Description = "Connections of the closed loop.", DefaultValueFactory = _ => 16 };
        var only = new Option<string[]>("--only") { Description = $"Candidates to run besides raw: {string.Join(", ", Candidates.All.Skip(1).Select(c => c.Id))}.", AllowMultipleArgumentsPerToken = true };
        var json = new Option<string?>("--json") { Description = "Write every window and the summary to this file." };
        var quick = new Option<bool>("--quick") { Description = "A look only: 2 rounds of 1 second, 1 restart, short warm-up. Not for conclusions." };
        var gateway = new Option<string?>("--gateway") { Description = "The gateway's RetailSync.Gateway.dll. Default: the one built with this program." };
        var scenario = new Option<string>("--scenario") { Description = "cost: what the gateway costs over stock YARP. pressure: what admit keeps free for payments while bulk saturates a slow system. contract: what it costs to hold messages against their contract. journal: how many changes are written down before they are sent and before their answers leave.", DefaultValueFactory = _ => "cost" };
        var plot = new Option<string?>("--plot") { Description = "For pressure: write the plot to this SVG file." };
        scenario.AcceptOnlyFromAmong("cost", "pressure", "contract", "journal");
        only.AcceptOnlyFromAmong([.. Candidates.All.Select(candidate => candidate.Id)]);

        var command = new RootCommand("Measures the gateway against stock YARP on this machine. bench/README.md explains the method.")
        {
            rounds, seconds, restarts, warmUp, connections, only, json, quick, gateway, scenario, plot,
        };
        command.SetAction((parsed, cancel) =>
        {
            var isQuick = parsed.GetValue(quick);
            if (parsed.GetValue(scenario) == "pressure")
            {
                return PressureRun.ExecuteAsync(
                    Given(parsed, rounds, isQuick ? 1 : 5), parsed.GetValue(gateway) ?? BenchPaths.Program("RetailSync.Gateway"), parsed.GetValue(plot), cancel);
            }

            var options = new BenchOptions
            {
                Rounds = Given(parsed, rounds, isQuick ? 2 : null),
                Seconds = Given(parsed, seconds, isQuick ? 1 : null),
                Restarts = Given(parsed, restarts, isQuick ? 1 : null),
                WarmUp = Given(parsed, warmUp, isQuick ? 6 : null),
                Connections = parsed.GetValue(connections),
                Only = parsed.GetValue(only) ?? [],
                Json = parsed.GetValue(json),
                Gateway = parsed.GetValue(gateway) ?? BenchPaths.Program("RetailSync.Gateway"),
            };
            return parsed.GetValue(scenario) switch
            {
                "contract" => ContractRun.ExecuteAsync(options, TimeProvider.System, cancel),
                "journal" => JournalRun.ExecuteAsync(options, TimeProvider.System, cancel),
                _ => BenchRun.ExecuteAsync(options, TimeProvider.System, cancel),
            };
        });
        return command;
    }

    // --quick changes the defaults; what was asked for by name stays.
    private static T Given<T>(ParseResult parsed, Option<T> option, T? quick)
        where T : struct => quick is { } value && parsed.GetResult(option) is not { Implicit: false } ? value : parsed.GetValue(option);
}

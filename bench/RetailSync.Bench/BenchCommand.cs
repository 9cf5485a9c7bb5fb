using System.CommandLine;
using RetailSync.Bench.Delivery;

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
        var scenario = new Option<string>("--scenario") { Description = "cost: what the gateway costs over stock YARP. pressure: what admit keeps free for payments while bulk saturates a slow system. contract: what it costs to hold messages against their contract. journal: how many changes are written down before they are sent and before their answers leave. delivery: what one key that a subscriber does not take costs the others. replay, backlog: memory and speed with many events.", DefaultValueFactory = _ => "cost" };
        var plot = new Option<string?>("--plot") { Description = "For pressure: write the plot to this SVG file." };
        var events = new Option<long?>("--events") { Description = "For delivery, replay and backlog: how many events there are at least. Default 10,000, 200,000 and 200,000; with --quick 3,000, 20,000 and 20,000." };
        scenario.AcceptOnlyFromAmong("cost", "pressure", "contract", "journal", "delivery", "replay", "backlog");
        only.AcceptOnlyFromAmong([.. Candidates.All.Select(candidate => candidate.Id)]);

        var command = new RootCommand("Measures the gateway against stock YARP on this machine. bench/README.md explains the method.")
        {
            rounds, seconds, restarts, warmUp, connections, only, json, quick, gateway, scenario, plot, events,
        };
        command.SetAction((parsed, cancel) =>
        {
            var isQuick = parsed.GetValue(quick);
            if (parsed.GetValue(scenario) == "pressure")
            {
                return PressureRun.ExecuteAsync(
                    Given(parsed, rounds, isQuick ? 1 : 5), parsed.GetValue(gateway) ?? BenchPaths.Program("RetailSync.Gateway"), parsed.GetValue(plot), cancel);
            }

            if (parsed.GetValue(scenario) is ("delivery" or "replay" or "backlog") and var name)
            {
                var isLong = name != "delivery";
                var wanted = new DeliveryOptions(
                    parsed.GetValue(gateway) ?? BenchPaths.Program("RetailSync.Gateway"),
                    Given(parsed, rounds, isQuick ? 2 : 6),
                    parsed.GetValue(events) ?? (isQuick ? (isLong ? 20_000 : 3_000) : isLong ? 200_000 : 10_000),
                    Given(parsed, seconds, isQuick ? 3 : isLong ? 15 : 6),
                    parsed.GetValue(json));
                return DeliverAsync(name, wanted, cancel);
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

    private static Task<int> DeliverAsync(string scenario, DeliveryOptions options, CancellationToken cancel) => scenario switch
    {
        "replay" => ReplayRun.ExecuteAsync(options, TimeProvider.System, cancel),
        "backlog" => BacklogRun.ExecuteAsync(options, TimeProvider.System, cancel),
        _ => DeliveryRun.ExecuteAsync(options, TimeProvider.System, cancel),
    };

    // --quick changes the defaults; what was asked for by name stays.
    private static T Given<T>(ParseResult parsed, Option<T> option, T? quick)
        where T : struct => quick is { } value && parsed.GetResult(option) is not { Implicit: false } ? value : parsed.GetValue(option);
}

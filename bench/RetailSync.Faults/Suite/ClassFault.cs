using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using RetailSync.Faults.Driving;
using RetailSync.Faults.Upstream;

namespace RetailSync.Faults.Suite;

/// <summary>Kills in front of systems that offer less than our own key: a look-up, a version, or nothing but a person.</summary>
internal sealed class ClassFault : Fault
{
    private const string Operations = "ledger/things@1#";

    public override string Name => "classes";

    public override string Description => "SIGKILL in front of a system that can be asked (class B), that tells versions (C), and that offers nothing, so that a person decides (D).";

    public override bool Suits(string store) => true;

    public override async IAsyncEnumerable<RoundResult> RunAsync(FaultRun run, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var offered in (string[])["B", "C", "D"])
        {
            await using var stage = await run.StageAsync(new StageOptions { Upstream = new UpstreamBehaviour { Class = offered }, Settings = settings => Declare(settings, offered) }, cancel);
            using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            var person = offered == "D" ? new Person(stage).DecideAsync(end.Token) : Task.CompletedTask;
            var order = FaultRun.Order(stage) with { Creates = offered == "D" ? 0 : 0.1 };
            var kills = Math.Max(1, run.Kills / 4);
            var report = await run.CompareAsync(stage, order, async () =>
            {
                for (var kill = 1; kill <= kills; kill++)
                {
                    await run.LetWorkAsync(stage, 600, 1_600, cancel);
                    var index = run.Random.Next(stage.Gateways);
                    await stage.KillGatewayAsync(index);
                    await stage.StartGatewayAsync(index, null, cancel);
                }

                await run.WaitAsync(400, 800, cancel);
            }, cancel);
            await end.CancelAsync();
            await person;
            yield return new RoundResult($"class {offered}, {kills} kills", report);
        }
    }

    // A thing that is created can only be asked for by its reference: it has no version before it is there.
    private static void Declare(JsonObject settings, string offered)
    {
        var proxy = settings["ReverseProxy"]!;
        proxy["Clusters"]!["ledger"]!.AsObject().Remove("Upstream");
        proxy["Routes"]!["ledger"]!["Policies"]!["journal"] = new JsonObject { ["Class"] = offered };
        var lookUp = new JsonObject { ["Class"] = "B", ["Lookup"] = "/ledger/v1/things?reference={request:/change}", ["Found"] = "/things/0", ["QuietSeconds"] = 2 };
        settings["Journal"] ??= new JsonObject();
        settings["Journal"]!["Resolvers"] = offered switch
        {
            "B" => new JsonObject { [Operations + "changeThing"] = lookUp, [Operations + "createThing"] = lookUp.DeepClone() },
            "C" => new JsonObject { [Operations + "createThing"] = lookUp },
            _ => new JsonObject(),
        };
    }
}

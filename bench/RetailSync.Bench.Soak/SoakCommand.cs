using System.CommandLine;

namespace RetailSync.Bench.Soak;

/// <summary>The command line.</summary>
internal static class SoakCommand
{
    public static RootCommand Create()
    {
        var senders = Count("How many senders.", 10_000);
        var sockets = Count("How many WebSocket connections. The gateway needs twice as many file descriptors.", 10_000);
        var http = new Option<int>("--upstream-http")
        {
            Description = "1 or 2: how the gateway speaks to the system behind it. With 2, connections share file descriptors there.",
            DefaultValueFactory = _ => 1,
        };
        var pace = new Option<int>("--per-second") { Description = "How many connections come in a second.", DefaultValueFactory = _ => 1_000 };
        var reloads = Count("How many reloads.", 1_000);
        return new RootCommand("Long runs against the gateway as a process of its own. bench/README.md explains them.")
        {
            Verb("slow-senders", "Senders that never finish are cut off at the stated times, and a bystander does not notice.", senders, http, pace, SlowSenders.RunAsync),
            Verb("web-sockets", "Idle WebSocket connections are held with bounded memory, and a bystander does not notice.", sockets, http, pace, IdleWebSockets.RunAsync),
            Verb("reloads", "Reloads under load fail no request and leave nothing in memory.", reloads, http, pace, Reloads.RunAsync),
        };
    }

    private static Option<int> Count(string description, int fallback) => new("--count") { Description = description, DefaultValueFactory = _ => fallback };

    private static Command Verb(string name, string description, Option<int> count, Option<int> http, Option<int> pace, Func<SoakOrder, CancellationToken, Task<bool>> run)
    {
        var command = new Command(name, description) { count, http, pace };
        command.SetAction(async (parsed, cancel) => await run(new SoakOrder(parsed.GetValue(count), parsed.GetValue(http), parsed.GetValue(pace)), cancel) ? 0 : 1);
        return command;
    }
}

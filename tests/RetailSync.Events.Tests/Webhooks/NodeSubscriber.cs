using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace RetailSync.Events.Tests.Webhooks;

/// <summary>A subscriber in Node that other people's libraries verify and read events for.</summary>
internal sealed class NodeSubscriber : IAsyncDisposable
{
    private readonly Process _process;
    private Task _reading = Task.CompletedTask;

    private NodeSubscriber(Process process) => _process = process;

    public Uri Url { get; private set; } = null!;

    public ConcurrentQueue<JsonObject> Found { get; } = new();

    /// <summary>Starts it. Where the libraries are missing, the test is skipped; where the environment variable CI is set, it fails.</summary>
    public static async Task<NodeSubscriber> StartAsync(string secret)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Webhooks", "subscriber.cjs");
        var process = Process.Start(new ProcessStartInfo("node", [script, Require(), secret]) { RedirectStandardOutput = true })!;
        var subscriber = new NodeSubscriber(process);
        var first = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The subscriber ended at once.");
        subscriber.Url = new Uri($"http://127.0.0.1:{JsonNode.Parse(first)!["port"]}/hook");
        subscriber._reading = subscriber.ReadAsync();
        return subscriber;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _reading;
        _process.Dispose();
    }

    private static string Require()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var here = Path.Combine(folder.FullName, "suites", "webhooks");
            if (File.Exists(Path.Combine(here, "complete")))
            {
                return here;
            }
        }

        Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") is { Length: > 0 }, "The webhook libraries are not there. '.ci/suites' fetches them.");
        throw new DirectoryNotFoundException("The webhook libraries are not there. '.ci/suites' fetches them.");
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            Found.Enqueue(JsonNode.Parse(line)!.AsObject());
        }
    }
}

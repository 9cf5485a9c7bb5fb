using System.Text.Json;
using System.Text.Json.Nodes;
using RetailSync.Faults.Checking;

namespace RetailSync.Faults.Driving;

/// <summary>Reads what the gateways say of operations and events, as any consumer would.</summary>
/// <param name="calls">How the gateways are called.</param>
internal sealed class StageReader(GatewayCalls calls)
{
    private const int Page = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Waits until no operation is under way or unknown.</summary>
    /// <exception cref="FaultException">Some still were after two minutes.</exception>
    public async Task UntilNothingIsOpenAsync(CancellationToken cancel)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var open = 0;
            foreach (var state in (string[])["intent", "unknown", "exception"])
            {
                using var page = await calls.GetAsync($"/operations?state={state}&limit=100", cancel);
                open += page.Root.GetProperty("items").GetArrayLength();
            }

            if (open == 0)
            {
                return;
            }

            if (TimeProvider.System.GetElapsedTime(since) > Patience)
            {
                throw new FaultException($"{open} operations were still open after {Patience.TotalSeconds:0} s.");
            }

            await Task.Delay(Pause, TimeProvider.System, cancel);
        }
    }

    /// <summary>Operations in a state, each with the thing that it changes.</summary>
    public async Task<IReadOnlyList<(string Id, string Key)>> OperationsAsync(string state, CancellationToken cancel)
    {
        using var page = await calls.GetAsync($"/operations?state={state}&limit=200", cancel);
        return [.. page.Root.GetProperty("items").EnumerateArray().Select(one => (one.GetProperty("id").GetString()!, one.TryGetProperty("key", out var key) ? AfterColon(key.GetString()!) : ""))];
    }

    /// <summary>Decides an unknown outcome.</summary>
    public async Task DecideAsync(string id, string decision, CancellationToken cancel)
    {
        using var answer = await calls.SendAsync(HttpMethod.Post, $"/operations/{id}/resolution", new JsonObject { ["decision"] = decision, ["reason"] = "The ledger was compared with the log." }, cancel);
    }

    /// <summary>Every event, in the order of the log.</summary>
    public async Task<IReadOnlyList<EventEntry>> EventsAsync(CancellationToken cancel)
    {
        List<EventEntry> events = [];
        var target = $"/events?after=0&limit={Page}";
        while (true)
        {
            using var page = await calls.GetAsync(target, cancel);
            if (page.Root.GetArrayLength() == 0)
            {
                return events;
            }

            events.AddRange(page.Root.EnumerateArray().Select(Entry));
            target = page.Next ?? throw new FaultException($"GET {target} names no next page.");
        }
    }

    private static EventEntry Entry(JsonElement one)
    {
        return new EventEntry(
            one.GetProperty("id").GetString()!,
            AfterColon(one.GetProperty("partitionkey").GetString()!),
            one.TryGetProperty("data", out var data) && data.TryGetProperty("change", out var change) ? change.GetString()! : $"no data in event {one.GetProperty("id").GetString()}",
            one.TryGetProperty("reconstructed", out var reconstructed) && reconstructed.ValueKind == JsonValueKind.True);
    }

    // thing:c-07
    private static string AfterColon(string key) => key[(key.IndexOf(':', StringComparison.Ordinal) + 1)..];
}

using System.Text.Json;
using RetailSync.Faults.Checking;

namespace RetailSync.Faults.Driving;

/// <summary>Reads what the gateways say of operations and events, as any consumer would.</summary>
/// <param name="http">The connections.</param>
/// <param name="front">Where the gateways are.</param>
/// <param name="apiKey">The key to call with.</param>
internal sealed class StageReader(HttpClient http, Front front, string apiKey)
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
            foreach (var state in (string[])["intent", "unknown"])
            {
                using var page = await GetAsync($"/operations?state={state}&limit=100", cancel);
                open += page.RootElement.GetProperty("operations").GetArrayLength();
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

    /// <summary>Every event, in the order of the log.</summary>
    public async Task<IReadOnlyList<EventEntry>> EventsAsync(CancellationToken cancel)
    {
        List<EventEntry> events = [];
        var after = "0";
        while (true)
        {
            using var page = await GetAsync($"/events?after={after}&limit={Page}", cancel);
            var found = page.RootElement.GetProperty("events");
            foreach (var one in found.EnumerateArray())
            {
                events.Add(Entry(one));
                after = one.GetProperty("sequence").GetString()!;
            }

            if (found.GetArrayLength() == 0)
            {
                return events;
            }
        }
    }

    private static EventEntry Entry(JsonElement one)
    {
        var key = one.GetProperty("partitionkey").GetString()!;
        return new EventEntry(
            one.GetProperty("id").GetString()!,
            key[(key.IndexOf(':', StringComparison.Ordinal) + 1)..],
            one.GetProperty("data").GetProperty("change").GetString()!,
            one.TryGetProperty("reconstructed", out var reconstructed) && reconstructed.ValueKind == JsonValueKind.True);
    }

    private async Task<JsonDocument> GetAsync(string target, CancellationToken cancel)
    {
        var address = front.Pick(0) ?? throw new FaultException("No gateway runs.");
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, target));
        request.Headers.Add("X-Api-Key", apiKey);
        using var answer = await http.SendAsync(request, cancel);
        var text = await answer.Content.ReadAsStringAsync(cancel);
        return answer.IsSuccessStatusCode ? JsonDocument.Parse(text) : throw new FaultException($"GET {target}: {(int)answer.StatusCode} {text}");
    }
}

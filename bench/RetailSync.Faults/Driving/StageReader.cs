using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using RetailSync.Faults.Checking;

namespace RetailSync.Faults.Driving;

/// <summary>Reads what the gateways say of operations and events, as any consumer would.</summary>
/// <param name="http">The connections.</param>
/// <param name="front">Where the gateways are.</param>
/// <param name="apiKey">The key to call with.</param>
internal sealed class StageReader(HttpClient http, Front front, string apiKey)
{
    private const int Page = 500;
    private const int LooksPerQuestion = 4;
    private const int LeastQuietLooks = 3;
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
                using var page = await GetAsync($"/operations?state={state}&limit=100", cancel);
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
        using var page = await GetAsync($"/operations?state={state}&limit=200", cancel);
        return [.. page.Root.GetProperty("items").EnumerateArray().Select(one => (one.GetProperty("id").GetString()!, one.TryGetProperty("key", out var key) ? AfterColon(key.GetString()!) : ""))];
    }

    /// <summary>Decides an unknown outcome.</summary>
    public async Task DecideAsync(string id, string decision, CancellationToken cancel)
    {
        using var answer = await SendAsync(HttpMethod.Post, $"/operations/{id}/resolution", new JsonObject { ["decision"] = decision, ["reason"] = "The ledger was compared with the log." }, cancel);
    }

    /// <summary>Makes a subscription.</summary>
    /// <param name="order">Its body.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The secret that it signs with.</returns>
    public async Task<string> SubscribeAsync(JsonObject order, CancellationToken cancel)
    {
        using var made = await SendAsync(HttpMethod.Post, "/subscriptions", order, cancel);
        return made.Root.GetProperty("state").GetString() == "active"
            ? made.Root.GetProperty("secret").GetString()!
            : throw new FaultException($"The subscription {order["id"]} is not active: {made.Root.GetProperty("reason").GetString()}");
    }

    /// <summary>Waits until a subscriber has everything, or the gateways say that there is nothing left to send, or two minutes have passed: what is missing then is the comparison's business.</summary>
    public async Task UntilDeliveredAsync(string subscription, Func<bool> hasAll, CancellationToken cancel)
    {
        var since = TimeProvider.System.GetTimestamp();
        var (quiet, lookings) = (0, 0);
        while (!hasAll() && quiet < LeastQuietLooks && TimeProvider.System.GetElapsedTime(since) < Patience)
        {
            await Task.Delay(Pause, TimeProvider.System, cancel);
            if (++lookings % LooksPerQuestion == 0)
            {
                using var status = await GetAsync($"/subscriptions/{subscription}/status", cancel);
                quiet = status.Root.GetProperty("behind").GetInt64() + status.Root.GetProperty("pending").GetInt64() + status.Root.GetProperty("stuckKeyCount").GetInt64() == 0 ? quiet + 1 : 0;
            }
        }
    }

    /// <summary>Every event, in the order of the log.</summary>
    public async Task<IReadOnlyList<EventEntry>> EventsAsync(CancellationToken cancel)
    {
        List<EventEntry> events = [];
        var target = $"/events?after=0&limit={Page}";
        while (true)
        {
            using var page = await GetAsync(target, cancel);
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

    private Task<Answer> GetAsync(string target, CancellationToken cancel) => SendAsync(HttpMethod.Get, target, null, cancel);

    private async Task<Answer> SendAsync(HttpMethod method, string target, JsonObject? body, CancellationToken cancel)
    {
        var address = front.Pick(0) ?? throw new FaultException("No gateway runs.");
        using var request = new HttpRequestMessage(method, new Uri(address, target));
        request.Headers.Add("X-Api-Key", apiKey);
        request.Content = body is null ? null : JsonContent.Create(body);
        using var answer = await http.SendAsync(request, cancel);
        var text = await answer.Content.ReadAsStringAsync(cancel);
        if (!answer.IsSuccessStatusCode)
        {
            throw new FaultException($"{method} {target}: {(int)answer.StatusCode} {text}");
        }

        var link = answer.Headers.TryGetValues("Link", out var links) ? links.First() : null;
        return new Answer(JsonDocument.Parse(text), link?[1..link.IndexOf('>', StringComparison.Ordinal)]);
    }

    private sealed record Answer(JsonDocument Document, string? Next) : IDisposable
    {
        public JsonElement Root => Document.RootElement;

        public void Dispose() => Document.Dispose();
    }
}

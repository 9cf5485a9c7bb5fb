using System.Text.Json.Nodes;

namespace RetailSync.Faults.Driving;

/// <summary>Makes subscriptions and decides about their dead letters, as their owner would.</summary>
/// <param name="calls">How the gateways are called.</param>
internal sealed class StageSubscriptions(GatewayCalls calls)
{
    private const int LooksPerQuestion = 4;
    private const int LeastQuietLooks = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Makes a subscription.</summary>
    /// <param name="order">Its body.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The secret that it signs with.</returns>
    public async Task<string> AddAsync(JsonObject order, CancellationToken cancel)
    {
        using var made = await calls.SendAsync(HttpMethod.Post, "/subscriptions", order, cancel);
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
                using var status = await calls.GetAsync($"/subscriptions/{subscription}/status", cancel);
                quiet = status.Root.GetProperty("behind").GetInt64() + status.Root.GetProperty("pending").GetInt64() + status.Root.GetProperty("stuckKeyCount").GetInt64() == 0 ? quiet + 1 : 0;
            }
        }
    }

    /// <summary>What was given up: the events' places in the log and their ids. The first hundred.</summary>
    public async Task<IReadOnlyList<(long Seq, string EventId)>> DeadLettersAsync(string subscription, CancellationToken cancel)
    {
        using var page = await calls.GetAsync($"/subscriptions/{subscription}/dead-letters", cancel);
        return [.. page.Root.GetProperty("items").EnumerateArray().Select(one => (one.GetProperty("seq").GetInt64(), one.GetProperty("eventId").GetString()!))];
    }

    /// <summary>Asks for a dead letter again.</summary>
    public async Task RedeliverAsync(string subscription, long seq, CancellationToken cancel)
    {
        using var decided = await calls.SendAsync(HttpMethod.Post, $"/subscriptions/{subscription}/dead-letters/{seq}/redeliver", new JsonObject { ["reason"] = "The subscriber is well again." }, cancel);
    }

    /// <summary>Asks for a thing's events again, and waits until they are sent.</summary>
    /// <returns>How the replay ended: <c>done</c>, or something else after two minutes.</returns>
    public async Task<string> ReplayAsync(string subscription, string key, CancellationToken cancel)
    {
        var wish = new JsonObject { ["keys"] = new JsonArray($"thing:{key}"), ["ratePerSecond"] = 1_000, ["reason"] = "The subscriber has lost them." };
        using var made = await calls.SendAsync(HttpMethod.Post, $"/subscriptions/{subscription}/replays", wish, cancel);
        var (target, since) = ($"/subscriptions/{subscription}/replays/{made.Root.GetProperty("id").GetString()}", TimeProvider.System.GetTimestamp());
        while (true)
        {
            using var replay = await calls.GetAsync(target, cancel);
            var state = replay.Root.GetProperty("state").GetString()!;
            if (state != "running" || TimeProvider.System.GetElapsedTime(since) > Patience)
            {
                return state;
            }

            await Task.Delay(Pause, TimeProvider.System, cancel);
        }
    }
}

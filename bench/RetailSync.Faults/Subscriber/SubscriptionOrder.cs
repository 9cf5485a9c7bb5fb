using System.Text.Json.Nodes;

namespace RetailSync.Faults.Subscriber;

/// <summary>A subscription that a stage makes with its first gateway. Immutable.</summary>
/// <param name="Name">Its id.</param>
internal sealed record SubscriptionOrder(string Name)
{
    /// <summary>What every fault may have: all events from the first one on, in order, tried again every second.</summary>
    public static SubscriptionOrder Everything { get; } = new("everything");

    /// <summary>What becomes of a key when one of its events can not be delivered.</summary>
    public string Order { get; init; } = "block-key";

    /// <summary>How often an event is tried again, a second apart, before it is given up. 0 to 50.</summary>
    public int Retries { get; init; } = 50;

    /// <summary>The address that the gateway is told in place of the subscriber's own.</summary>
    public Func<Uri, Uri> Between { get; init; } = static address => address;

    /// <summary>The body that makes it.</summary>
    /// <param name="url">The subscriber's own address.</param>
    public JsonObject ToJson(Uri url) => new()
    {
        ["id"] = Name,
        ["definition"] = new JsonObject
        {
            ["target"] = new JsonObject { ["kind"] = "webhook", ["url"] = Between(url).ToString() },
            ["order"] = Order,
            ["from"] = "earliest",
            ["retrySeconds"] = new JsonArray([.. Enumerable.Repeat(1, Retries).Select(wait => JsonValue.Create(wait))]),
        },
    };
}

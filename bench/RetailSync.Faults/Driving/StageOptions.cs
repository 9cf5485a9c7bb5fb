using System.Text.Json.Nodes;
using RetailSync.Faults.Subscriber;
using RetailSync.Faults.Upstream;

namespace RetailSync.Faults.Driving;

/// <summary>What a stage is made of. Immutable.</summary>
internal sealed record StageOptions
{
    /// <summary>How to reach PostgreSQL; null: SQLite in the data folder.</summary>
    public string? Postgres { get; init; }

    /// <summary>How many gateways. More than one only on PostgreSQL.</summary>
    public int Gateways { get; init; } = 1;

    /// <summary>How the upstream behaves.</summary>
    public UpstreamBehaviour Upstream { get; init; } = new();

    /// <summary>Environment variables of every gateway.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Changes the settings.</summary>
    public Action<JsonObject> Settings { get; init; } = static _ => { };

    /// <summary>The address that the gateways are told in place of the upstream's own.</summary>
    public Func<Uri, Uri> Between { get; init; } = static address => address;

    /// <summary>Who gets the events.</summary>
    public IReadOnlyList<SubscriptionOrder> Subscriptions { get; init; } = [];

    /// <summary>Whether a shim stands between the gateway and its disk, so that the power can be cut and the disk be full.</summary>
    public bool HasDiskShim { get; init; }
}

namespace RetailSync.Cli.Tour;

/// <summary>Where the tour's parts are.</summary>
/// <param name="Gateway">The gateway.</param>
/// <param name="Tokens">The sandbox's token server.</param>
/// <param name="Systems">The simulated systems' own addresses by id.</param>
internal sealed record TourTarget(Uri Gateway, Uri Tokens, IReadOnlyDictionary<string, Uri> Systems)
{
    /// <summary>How the gateway is called where a system's id would stand.</summary>
    public const string GatewayName = "gateway";

    // The sandbox gives them ports in this order.
    private static readonly string[] SystemIds =
        ["crm", "loyalty", "ecommerce", "pos", "pim", "pricing", "erp", "wms", "oms", "tms", "tax", "payment", "returns", "marketplace", "finance"];

    /// <summary>Where tokens are fetched.</summary>
    public Uri TokenEndpoint => new(Tokens, "connect/token");

    /// <summary>A target whose systems have consecutive ports on this machine.</summary>
    public static TourTarget At(Uri gateway, Uri tokens, int firstSystemPort) => new(
        gateway,
        tokens,
        SystemIds.Select((id, index) => KeyValuePair.Create(id, new Uri($"http://127.0.0.1:{firstSystemPort + index}/"))).ToDictionary());

    /// <summary>Where a system's ledger is read.</summary>
    public Uri LedgerOf(string system) => new(Systems[system], "_sandbox/ledger");
}

using RetailSync.Gateway;

namespace RetailSync.Catalog.Tests;

/// <summary>The landscape that lies in catalog/landscape.</summary>
public sealed class SeedLandscapeTests
{
    private static readonly string[] SystemIds =
        ["crm", "loyalty", "ecommerce", "pos", "pim", "pricing", "erp", "wms", "oms", "tms", "tax", "payment", "returns", "marketplace", "finance"];

    private readonly ILandscape _landscape = Read();

    [Fact]
    public void Systems_Seed_AreTheFifteen()
    {
        Assert.Equal(SystemIds, _landscape.Systems.Select(system => system.Id));
        Assert.All(_landscape.Systems, system => Assert.NotEmpty(system.Domains));
    }

    [Fact]
    public void Apis_Seed_LieUnderTheirSystem()
    {
        Assert.Equal(SystemIds.Select(id => "/" + id), _landscape.Apis.Select(api => api.BasePath));
        Assert.Equal(SystemIds, _landscape.Apis.Select(api => api.System));
        Assert.Equal(_landscape.Systems.Select(system => system.Owner), _landscape.Apis.Select(api => api.Owner));
    }

    [Fact]
    public void Contracts_Seed_AreTheKnownOnes()
    {
        string[] expected =
        [
            "crm/customers@1", "crm/customers@2", "ecommerce/storefront@1", "erp/enterprise@1", "finance/ledger@1", "loyalty/accounts@2", "marketplace/listings@1", "oms/orders@1",
            "payment/payments@1", "pim/products@1", "pos/transactions@1", "pricing/prices@1", "returns/returns@1", "tax/calculations@1", "tms/shipments@1", "wms/warehouse@1",
        ];

        var contracts = _landscape.Apis.SelectMany(api => api.Versions.Values).Select(version => version.ContractId).OfType<string>().Order(StringComparer.Ordinal);

        Assert.Equal(expected, contracts);
    }

    [Fact]
    public void FindApi_SeedSchemes_PathExceptPimAndTax()
    {
        var others = _landscape.Apis.Where(api => api.System is not ("pim" or "tax"));

        Assert.All(others, api => Assert.Equal((VersionScheme.Path, null), (api.Scheme, api.DefaultVersion)));
        Assert.Equal((VersionScheme.Header, "Api-Version", 1), Facts(_landscape.FindApi("/pim/products")!));
        Assert.Equal((VersionScheme.Query, "api-version", 1), Facts(_landscape.FindApi("/tax/calculations")!));

        static (VersionScheme, string, int?) Facts(Api api) => (api.Scheme, api.VersionParameter, api.DefaultVersion);
    }

    [Fact]
    public void Versions_Crm_FirstIsDeprecatedAndSecondActive()
    {
        var versions = _landscape.FindApi("/crm")!.Versions;

        var first = versions[1];
        Assert.Equal(LifeStage.Deprecated, first.Stage);
        Assert.Equal(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero), first.DeprecatedAt);
        Assert.Equal(new DateTimeOffset(2027, 6, 30, 23, 59, 59, TimeSpan.Zero), first.SunsetAt);
        Assert.Equal(2, first.Successor);
        Assert.NotNull(first.MigrationGuide);
        Assert.Equal(2027, Assert.Single(first.Brownouts).From.Year);
        Assert.Equal(LifeStage.Active, versions[2].Stage);
    }

    [Fact]
    public void Versions_Loyalty_FirstIsRetiredWithSuccessor()
    {
        var first = _landscape.FindApi("/loyalty")!.Versions[1];

        Assert.Equal((LifeStage.Retired, 2, null), (first.Stage, first.Successor, first.ContractId));
    }

    [Fact]
    public void Consumers_Seed_ExplorerHasEveryScopeAndGuestNone()
    {
        var consumers = _landscape.Consumers;

        Assert.Equal(["web-shop", "store-pos", "order-hub", "customer-desk", "finance-close", "catalog-sync", "retailsync-sync", "explorer", "guest"], consumers.All.Select(consumer => consumer.Id));
        string[] every =
        [
            .. SystemIds.SelectMany(id => new[] { $"{id}.read", $"{id}.write" }),
            .. consumers.Find("retailsync-sync")!.Scopes,
            "payment.capture", "payment.refund", "crm.consent", "wms.feed", "pricing.quote",
            "gateway.explain", "gateway.operations", "gateway.operations.decide", "gateway.erase", "gateway.events",
            "gateway.subscriptions", "gateway.subscriptions.write", "gateway.subscriptions.all",
        ];
        Assert.Equal(every.Order(StringComparer.Ordinal), consumers.Find("explorer")!.Scopes.Order(StringComparer.Ordinal));
        Assert.Empty(consumers.Find("guest")!.Scopes);
        Assert.All(consumers.All, consumer => Assert.Subset(every.ToHashSet(), consumer.Scopes.ToHashSet()));
    }

    [Fact]
    public void Consumers_Seed_OnlyTheExplorerMayDoEverything()
    {
        var others = _landscape.Consumers.All.Where(consumer => consumer.Id != "explorer");

        Assert.DoesNotContain(others, consumer => consumer.Scopes.Contains("gateway.explain"));
        Assert.Equal(["order-hub", "store-pos"], others.Where(consumer => consumer.Scopes.Contains("payment.refund")).Select(consumer => consumer.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Consumers_Seed_DeliveriesMayHandChangesInAndNothingElse()
    {
        var scopes = _landscape.Consumers.Find("retailsync-sync")!.Scopes;

        Assert.NotEmpty(scopes);
        Assert.All(scopes, scope => Assert.EndsWith(".receive", scope, StringComparison.Ordinal));
    }

    private static ILandscape Read()
    {
        var faults = new List<ConfigFault>();
        var landscape = LandscapeReader.Read(Path.Combine(LandscapeFolder.RepositoryRoot(), "catalog/landscape"), faults);
        Assert.Empty(faults);
        return landscape;
    }
}

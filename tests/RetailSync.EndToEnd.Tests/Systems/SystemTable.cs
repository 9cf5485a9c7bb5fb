namespace RetailSync.EndToEnd.Systems;

/// <summary>One operation that reads, for each system.</summary>
internal static class SystemTable
{
    private static readonly string[] Paths =
    [
        "/crm/v2/customers", "/loyalty/v2/accounts", "/ecommerce/v1/orders", "/pos/v1/transactions", "/pim/products", "/pricing/v1/prices", "/erp/v1/articles", "/wms/v1/stock",
        "/oms/v1/orders", "/tms/v1/shipments", "/tax/rates", "/payment/v1/authorisations", "/returns/v1/returns", "/marketplace/v1/listings", "/finance/v1/journals",
    ];

    /// <summary>Each system's path over HTTP/1.1 and over HTTP/2.</summary>
    public static TheoryData<string, int> PathsAndVersions { get; } = [.. from path in Paths from http in new[] { 1, 2 } select (path, http)];

    /// <summary>The systems, in the order of their names.</summary>
    public static IEnumerable<string> Systems => Paths.Select(SystemOf).Order(StringComparer.Ordinal);

    /// <summary>The system that a path belongs to.</summary>
    public static string SystemOf(string path) => path.Split('/')[1];
}

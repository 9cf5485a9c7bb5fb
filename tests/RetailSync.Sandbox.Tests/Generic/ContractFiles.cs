using System.Text.Json.Nodes;
using RetailSync.Sandbox.Generic;

namespace RetailSync.Sandbox.Tests.Generic;

/// <summary>The repository's contracts that a <see cref="GenericSystem"/> serves.</summary>
internal static class ContractFiles
{
    public static readonly IReadOnlyList<string> Names =
    [
        "loyalty/accounts.v2", "ecommerce/storefront.v1", "pim/products.v1", "pricing/prices.v1", "tms/shipments.v1",
        "tax/calculations.v1", "returns/returns.v1", "marketplace/listings.v1", "finance/ledger.v1",
    ];

    private static readonly string Folder = FindFolder();

    public static string PathOf(string name) => Path.Combine(Folder, name + ".openapi.yaml");

    public static string SystemOf(string name) => name[..name.IndexOf('/', StringComparison.Ordinal)];

    public static JsonNode Read(string name) => YamlToJson.Read(PathOf(name));

    private static string FindFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "RetailSync.Gateway.sln")))
            {
                return Path.Combine(folder.FullName, "contracts");
            }
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds RetailSync.Gateway.sln.");
    }
}

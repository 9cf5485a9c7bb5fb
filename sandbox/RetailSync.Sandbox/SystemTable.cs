using RetailSync.Sandbox.Generic;

namespace RetailSync.Sandbox;

/// <summary>Every system: its place decides its port, its line here how it is made and how it knows the gateway.</summary>
internal static class SystemTable
{
    /// <summary>The systems in the order of their ports.</summary>
    public static readonly IReadOnlyList<string> Ids =
    [
        "crm", "loyalty", "ecommerce", "pos", "pim", "pricing", "erp", "wms", "oms", "tms", "tax", "payment", "returns", "marketplace", "finance",
    ];

    /// <summary>Makes a system.</summary>
    public static ISandboxSystem Create(string id, Ledger ledger, SandboxOptions options) => id switch
    {
        "loyalty" or "ecommerce" or "pim" or "pricing" or "tms" or "tax" or "returns" or "marketplace" or "finance" =>
            new GenericSystem(id, Directory.GetFiles(Path.Combine(options.ContractsFolder, id), "*.openapi.*"), ledger, options.Clock),
        _ => new EmptySystem(id),
    };

    /// <summary>The credential by which a system knows the gateway.</summary>
    public static GatewayCredential CredentialOf(string id, string secret, Uri tokenServer, SigningKey key, TimeProvider clock) => id switch
    {
        "erp" => new BasicCredential(secret),
        "finance" => new TokenCredential(tokenServer.AbsoluteUri, key.Key, ClientRegistry.UpstreamAudience, ClientRegistry.UpstreamScope, clock),
        _ => new HeaderKeyCredential(secret),
    };

    /// <summary>A system without an API yet: only its health and its controls answer.</summary>
    private sealed class EmptySystem(string id) : ISandboxSystem
    {
        public string Id => id;

        public void Map(IEndpointRouteBuilder routes)
        {
        }
    }
}

using RetailSync.Sandbox.Crm;
using RetailSync.Sandbox.Erp;
using RetailSync.Sandbox.Generic;
using RetailSync.Sandbox.Oms;
using RetailSync.Sandbox.Payment;
using RetailSync.Sandbox.Pos;
using RetailSync.Sandbox.Wms;

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
        "crm" => new CrmSystem(ledger, options.Clock),
        "pos" => new PosSystem(ledger, options.Clock),
        "erp" => new ErpSystem(ledger, options.Clock),
        "wms" => new WmsSystem(ledger, options.Clock),
        "oms" => new OmsSystem(ledger, options.Clock),
        "payment" => new PaymentSystem(ledger, options.Clock),
        _ => new GenericSystem(id, Directory.GetFiles(Path.Combine(options.ContractsFolder, id), "*.openapi.*"), ledger, options.Clock),
    };

    /// <summary>The credential by which a system knows the gateway.</summary>
    public static GatewayCredential CredentialOf(string id, string secret, Uri tokenServer, SigningKey key, TimeProvider clock) => id switch
    {
        "erp" => new BasicCredential(secret),
        "finance" => new TokenCredential(tokenServer.AbsoluteUri, key.Key, ClientRegistry.UpstreamAudience, ClientRegistry.UpstreamScope, clock),
        _ => new HeaderKeyCredential(secret),
    };
}

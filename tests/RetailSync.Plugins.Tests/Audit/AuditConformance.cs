using RetailSync.Gateway;
using RetailSync.Plugins.Audit;
using RetailSync.Testing;

namespace RetailSync.Plugins.Tests.Audit;

public sealed class AuditConformance : PluginConformance<AuditFixture>;

public sealed class AuditFixture : IPluginFixture
{
    public IGatewayPlugin Create() => new AuditPlugin();
}

using RetailSync.Gateway;
using RetailSync.Plugins.NoOp;
using RetailSync.Testing;

namespace RetailSync.Plugins.Tests.NoOp;

public sealed class NoOpConformance : PluginConformance<NoOpFixture>;

public sealed class NoOpFixture : IPluginFixture
{
    public IGatewayPlugin Create() => new NoOpPlugin();
}

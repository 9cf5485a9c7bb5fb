using RetailSync.Gateway;
using RetailSync.Plugins.ChangeEvents;
using RetailSync.Testing;

namespace RetailSync.Plugins.Tests.ChangeEvents;

public sealed class ChangeEventsConformance : PluginConformance<ChangeEventsFixture>;

public sealed class ChangeEventsFixture : IPluginFixture
{
    public IGatewayPlugin Create() => new ChangeEventsPlugin();
}

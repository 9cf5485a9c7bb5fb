using RetailSync.Gateway;

namespace RetailSync.Testing;

/// <summary>What <see cref="PluginConformance{TFixture}"/> needs to know of a plugin. Has a constructor without parameters; one is made per test.</summary>
public interface IPluginFixture
{
    /// <summary>A new instance, as a gateway would make it.</summary>
    IGatewayPlugin Create();

    /// <summary>Settings that are sound, by their key below <c>Settings</c>. None by default.</summary>
    IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>();
}

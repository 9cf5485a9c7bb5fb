using Microsoft.Extensions.Configuration;

namespace RetailSync.Gateway;

/// <summary>How to build one policy for one route.</summary>
/// <param name="Descriptor">The fixed facts about the policy.</param>
/// <param name="OptionsType">The settings class, for the settings reference and its tests.</param>
/// <param name="Build">Binds and validates the effective settings and constructs the policy, or adds every fault to the list and returns null.</param>
public sealed record PolicyRegistration(
    PolicyDescriptor Descriptor,
    Type OptionsType,
    Func<IServiceProvider, RouteFacts, IConfigurationSection, ICollection<ConfigFault>, IGatewayPolicy?> Build);

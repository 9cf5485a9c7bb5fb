namespace RetailSync.Gateway;

/// <summary>Says that a policy does nothing without a service that a section of the configuration brings. A route that names the policy without it is a fault of the configuration.</summary>
/// <param name="service">The service's type.</param>
/// <param name="remedy">What would be right, as the end of a sentence: <c>add the section Store ...</c>.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsServiceAttribute(Type service, string remedy) : Attribute
{
    /// <summary>The service's type.</summary>
    public Type Service => service;

    /// <summary>What would be right.</summary>
    public string Remedy => remedy;
}

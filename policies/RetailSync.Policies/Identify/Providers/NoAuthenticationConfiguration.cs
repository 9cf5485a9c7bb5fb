using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Configuration;

namespace RetailSync.Policies.Identify;

/// <summary>Keeps the framework's own section <c>Authentication:Schemes</c> from changing what <c>Identity</c> says: one place decides whose tokens are believed.</summary>
internal sealed class NoAuthenticationConfiguration : IAuthenticationConfigurationProvider
{
    /// <inheritdoc/>
    public IConfiguration AuthenticationConfiguration { get; } = new ConfigurationBuilder().AddInMemoryCollection().Build();
}

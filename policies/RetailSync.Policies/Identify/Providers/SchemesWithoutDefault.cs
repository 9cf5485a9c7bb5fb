using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace RetailSync.Policies.Identify;

/// <summary>
/// Authentication schemes of which none is the default. With a single scheme ASP.NET Core would make it the default, and the middleware that
/// WebApplication adds on its own would then validate every token before the pipeline does, uncached.
/// </summary>
internal sealed class SchemesWithoutDefault(IOptions<AuthenticationOptions> options) : AuthenticationSchemeProvider(options)
{
    /// <inheritdoc/>
    public override Task<AuthenticationScheme?> GetDefaultAuthenticateSchemeAsync() => Task.FromResult<AuthenticationScheme?>(null);

    /// <inheritdoc/>
    public override Task<AuthenticationScheme?> GetDefaultChallengeSchemeAsync() => Task.FromResult<AuthenticationScheme?>(null);
}

using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Identity.Web;
using RetailSync.Gateway;

namespace RetailSync.Policies.Identify;

/// <summary>Registers whose tokens the gateway believes.</summary>
public static class IdentityRegistration
{
    /// <summary>Reads the section <c>Identity</c> and registers one authentication scheme per provider, the loader of their keys and <see cref="IIdentityReadiness"/>.</summary>
    /// <remarks>Call it once. With faults, the providers are not registered and the program must not start. Changes take effect at the next start.</remarks>
    public static IServiceCollection AddIdentity(this IServiceCollection services, IConfiguration configuration, ICollection<ConfigFault> faults)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(faults);

        var found = new List<ConfigFault>();
        var options = IdentitySettings.Read(configuration.GetSection("Identity"), found);
        if (found.Count > 0)
        {
            found.ForEach(faults.Add);
            options = new IdentityOptions();
        }

        services.RemoveAll<IdentityOptions>();
        services.AddSingleton(options);
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddIdentityCore();
        services.AddSchemes(options);
        return services.AddHostedService<IssuerKeysLoader>();
    }

    /// <summary>What the identify policy needs even where no provider is configured.</summary>
    internal static void AddIdentityCore(this IServiceCollection services)
    {
        services.TryAddSingleton(new IdentityOptions());
        services.TryAddSingleton<IdentifyMetrics>();
        services.TryAddSingleton<MetadataClient>();
        services.TryAddSingleton(BuildProviders);
        services.TryAddSingleton<IIdentityReadiness>(provider => provider.GetRequiredService<IdentityProviders>());
        services.TryAddSingleton(provider => new TokenCache(provider.GetRequiredService<IdentityOptions>().TokenCacheEntries));
        services.TryAddSingleton<TokenVerifier>();
        services.TryAddSingleton<KnownTokens>();
        services.TryAddSingleton<ConsumerCallers>();
    }

    private static IdentityProviders BuildProviders(IServiceProvider services)
    {
        var documents = services.GetRequiredService<MetadataClient>();
        return new IdentityProviders([.. services.GetRequiredService<IdentityOptions>().Providers.Select(options => new IdentityProvider(
            options,
            new IssuerKeys(
                options,
                documents.For(options.RequireHttps),
                services.GetRequiredService<IdentifyMetrics>(),
                services.GetRequiredService<TimeProvider>(),
                services.GetRequiredService<ILogger<IssuerKeys>>())))]);
    }

    private static void AddSchemes(this IServiceCollection services, IdentityOptions options)
    {
        // Not AddAuthentication(): that also brings Data Protection, whose hosted service writes key files that nothing here would use.
        services.AddSingleton<IAuthenticationSchemeProvider, SchemesWithoutDefault>();
        services.AddAuthenticationCore();
        services.AddWebEncoders();
        services.TryAddSingleton<IAuthenticationConfigurationProvider, NoAuthenticationConfiguration>();
        var builder = new AuthenticationBuilder(services);
        foreach (var provider in options.Providers)
        {
            var scheme = IdentityProvider.SchemeOf(provider);
            if (provider.Kind is IdentityProviderKind.Entra)
            {
                AddEntra(builder, provider, scheme);
            }
            else
            {
                builder.AddJwtBearer(scheme, bearer => JwtBearerRules.Apply(bearer, provider));
            }

            // Configure, not PostConfigure: the framework builds its own configuration manager when it finds none by then.
            services.AddOptions<JwtBearerOptions>(scheme).Configure<IdentityProviders, TimeProvider>(
                (bearer, providers, clock) => JwtBearerRules.UseKeys(bearer, providers.Named(provider.Name), clock));
        }
    }

    private static void AddEntra(AuthenticationBuilder builder, IdentityProviderOptions provider, string scheme)
    {
        var authority = new Uri(provider.Authority!);
        builder.AddMicrosoftIdentityWebApi(
            bearer => JwtBearerRules.Apply(bearer, provider),
            entra =>
            {
                entra.Instance = authority.GetLeftPart(UriPartial.Authority) + "/";
                entra.TenantId = authority.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries)[0];
                entra.ClientId = provider.Audiences[0];
            },
            scheme);
    }
}

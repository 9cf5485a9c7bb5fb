using System.Net.Sockets;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace RetailSync.Sandbox;

/// <summary>The sandbox's token server: OAuth 2.0 client credentials, a discovery document and its keys, nothing stored.</summary>
internal static class TokenServer
{
    /// <summary>Starts it.</summary>
    public static Task<WebApplication> StartAsync(
        Socket socket,
        Uri issuer,
        SigningKey key,
        string gatewaySecret,
        SandboxOptions options,
        CancellationToken cancellationToken) =>
        WebServer.StartAsync(
            socket,
            HttpProtocols.Http1,
            options,
            services =>
            {
                services.AddSingleton(provider => new ClientRegistry(options.LandscapeFolder, gatewaySecret, provider.GetRequiredService<ILogger<ClientRegistry>>()));
                services.AddSingleton<TokenRequests>();
                services.AddDataProtection().UseEphemeralDataProtectionProvider();
                services.AddOpenIddict().AddServer(server => Configure(server, issuer, key, options.Clock));

                // It would make keys at the start that nothing here uses, and write them into the user's home.
                foreach (var keyMaker in services.Where(service => service.ImplementationType?.Name == "DataProtectionHostedService").ToList())
                {
                    services.Remove(keyMaker);
                }
            },
            app =>
            {
                app.UseAuthentication();
                app.MapGet(SystemPaths.Health, () => new { status = "up", system = "tokens" });
            },
            cancellationToken);

    private static void Configure(OpenIddictServerBuilder server, Uri issuer, SigningKey key, TimeProvider clock)
    {
        server.SetIssuer(issuer)
            .SetTokenEndpointUris("connect/token")
            .AllowClientCredentialsFlow()
            .SetAccessTokenLifetime(TimeSpan.FromHours(1))
            .AddSigningKey(key.Key)
            .AddEphemeralEncryptionKey()
            .DisableAccessTokenEncryption()
            .DisableScopeValidation()

            // No database: the two handlers below stand in for the stores of applications and scopes.
            .EnableDegradedMode()
            .Configure(settings => settings.TimeProvider = clock);
        server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseSingletonHandler<TokenRequests>());
        server.AddEventHandler<HandleTokenRequestContext>(handler => handler.UseSingletonHandler<TokenRequests>());

        // HTTP is right here and nowhere else: a development server that listens on loopback only, with a secret that is in the README.
        server.UseAspNetCore().DisableTransportSecurityRequirement();
    }
}

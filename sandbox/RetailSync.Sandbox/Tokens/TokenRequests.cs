using System.Security.Claims;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace RetailSync.Sandbox;

/// <summary>Decides who gets a token and with which scopes.</summary>
internal sealed class TokenRequests(ClientRegistry clients) : IOpenIddictServerHandler<ValidateTokenRequestContext>, IOpenIddictServerHandler<HandleTokenRequestContext>
{
    /// <summary>Knows the client by its id and secret.</summary>
    public ValueTask HandleAsync(ValidateTokenRequestContext context)
    {
        var client = clients.Find(context.ClientId);

        // The comparison runs for an unknown client too: the time it takes does not tell which ids exist.
        var right = GatewayCredential.Same(context.ClientSecret ?? "", client?.Secret ?? ClientRegistry.ConsumerSecret);
        if (client is null || !right)
        {
            context.Reject(
                error: Errors.InvalidClient,
                description: $"No client '{context.ClientId}' has this secret. Clients are the consumers in the landscape; in the sandbox the secret of each is '{ClientRegistry.ConsumerSecret}'.");
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Grants the scopes asked for when the landscape allows them all, or everything it allows when none is asked for.</summary>
    public ValueTask HandleAsync(HandleTokenRequestContext context)
    {
        var client = clients.Find(context.ClientId);
        if (client is null)
        {
            context.Reject(error: Errors.InvalidClient, description: $"The client '{context.ClientId}' has just gone from the landscape.");
            return ValueTask.CompletedTask;
        }

        var asked = context.Request.GetScopes();
        var refused = asked.Except(client.Scopes, StringComparer.Ordinal).ToList();
        if (refused.Count > 0)
        {
            context.Reject(
                error: Errors.InvalidScope,
                description: $"The landscape does not allow '{client.Id}' the scope {string.Join(", ", refused)}. Allowed: {string.Join(' ', client.Scopes)}.");
            return ValueTask.CompletedTask;
        }

        var identity = new ClaimsIdentity("sandbox", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, client.Id);
        identity.SetScopes(asked.IsEmpty ? client.Scopes : asked);
        identity.SetResources(client.Audience);
        identity.SetDestinations(_ => [Destinations.AccessToken]);
        context.SignIn(new ClaimsPrincipal(identity));
        return ValueTask.CompletedTask;
    }
}

namespace RetailSync.Sandbox;

/// <summary>Refuses calls without the gateway's credential, health and the sandbox's controls apart.</summary>
internal sealed class CredentialMiddleware(RequestDelegate next, GatewayCredential credential)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (SystemPaths.IsControl(context.Request.Path) || context.Request.Path == SystemPaths.Health || await credential.AcceptsAsync(context))
        {
            await next(context);
            return;
        }

        context.Response.Headers.WWWAuthenticate = credential.Challenge;
        await Refusal
            .Of(401, "gateway-credential-missing", "The gateway's credential is missing or wrong.", $"This system wants {credential.Wanted}.")
            .WriteAsync(context);
    }
}

using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace RetailSync.Bench.RawYarp;

/// <summary>The framework's own parts for what the gateway's full pipeline does: JwtBearer, a scope policy, two windows per client.</summary>
internal static class StockPolicies
{
    public const string Scope = "bench-read";

    public static IServiceCollection AddStockPolicies(this IServiceCollection services, RawYarpSettings settings)
    {
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(bearer =>
        {
            bearer.Authority = settings.Issuer;
            bearer.Audience = "retailsync";
            bearer.RequireHttpsMetadata = false;
            bearer.MapInboundClaims = false;
        });
        services.AddAuthorizationBuilder().AddPolicy(Scope, policy => policy.RequireAssertion(context =>
            context.User.FindFirst("scope")?.Value.Split(' ').Contains("bench.read") == true));
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(Window(TimeSpan.FromSeconds(1)), Window(TimeSpan.FromMinutes(1)));
        });
        return services;
    }

    // Too wide to refuse anything: the decision is what is measured.
    private static PartitionedRateLimiter<HttpContext> Window(TimeSpan window) => PartitionedRateLimiter.Create<HttpContext, string>(context =>
        RateLimitPartition.GetFixedWindowLimiter(context.User.FindFirst("client_id")?.Value ?? "", _ =>
            new FixedWindowRateLimiterOptions { PermitLimit = 100_000_000, Window = window }));
}

using System.Text;

namespace RetailSync.Sandbox;

/// <summary>HTTP Basic with the user <c>gateway</c>.</summary>
internal sealed class BasicCredential(string secret) : GatewayCredential
{
    public const string User = "gateway";

    private readonly string _expected = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{secret}"));

    public override string Wanted => $"HTTP Basic as the user {User}";

    public override string Challenge => "Basic realm=\"sandbox\", charset=\"UTF-8\"";

    public override ValueTask<bool> AcceptsAsync(HttpContext context) => ValueTask.FromResult(Same(context.Request.Headers.Authorization.ToString(), _expected));
}

namespace RetailSync.Sandbox;

/// <summary>A shared key in the header <c>X-Sandbox-Key</c> (in gRPC, metadata of the same name).</summary>
internal sealed class HeaderKeyCredential(string secret) : GatewayCredential
{
    public const string Header = "X-Sandbox-Key";

    public override string Wanted => $"the header {Header}";

    public override string Challenge => "SandboxKey";

    public override ValueTask<bool> AcceptsAsync(HttpContext context) => ValueTask.FromResult(Same(context.Request.Headers[Header].ToString(), secret));
}

namespace RetailSync.Gateway.Hosting;

/// <summary>What the gateway prints once it listens.</summary>
internal static class Banner
{
    /// <summary>The addresses, one a line in a fixed form for scripts, and what to try first.</summary>
    public static string Text(GatewayHost host)
    {
        var lines = new List<string>();
        if (host.Http is not null)
        {
            lines.Add($"listening http {host.Http.AbsoluteUri.TrimEnd('/')}");
        }

        if (host.Https is not null)
        {
            lines.Add($"listening https {host.Https.AbsoluteUri.TrimEnd('/')}");
        }

        lines.Add($"listening operators {host.Operators.AbsoluteUri.TrimEnd('/')}");
        if (host.SandboxTokens is not null && (host.Http ?? host.Https) is { } front)
        {
            lines.Add($"sandbox: {host.SandboxSystems.Count} systems, tokens at {host.SandboxTokens.AbsoluteUri}connect/token");
            lines.Add("");
            lines.Add("Try:");
            lines.Add($"  TOKEN=$(curl -s -u explorer:sandbox-secret -d grant_type=client_credentials {host.SandboxTokens.AbsoluteUri}connect/token | grep -o '\"access_token\": *\"[^\"]*' | cut -d'\"' -f4)");
            lines.Add($"  curl -i -H \"Authorization: Bearer $TOKEN\" {front.AbsoluteUri}crm/v2/customers");
            lines.Add($"  curl -i {front.AbsoluteUri}crm/v2/customers                      # 401, with a problem body");
            lines.Add($"  curl -s {host.Operators.AbsoluteUri}_gateway/routes");
            lines.Add("  dotnet run --project cli/RetailSync.Cli -- tour      # a story through all of it");
        }

        return string.Join(Environment.NewLine, lines);
    }
}

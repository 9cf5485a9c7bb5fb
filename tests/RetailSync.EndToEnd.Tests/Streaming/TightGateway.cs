using RetailSync.EndToEnd.Hosting;

namespace RetailSync.EndToEnd.Streaming;

/// <summary>The same gateway, with limits of two requests an hour on the routes that stream.</summary>
public sealed class TightGateway : SandboxGateway
{
    protected override IReadOnlyList<string> Arguments { get; } = [.. Limit("wms-feed"), .. Limit("pricing-quotes"), .. Limit("oms-v1")];

    private static IEnumerable<string> Limit(string route)
    {
        var window = $"--ReverseProxy:Routes:{route}:Policies:rate-limit:Windows:0";
        return [$"{window}:Name=tight", $"{window}:Limit=2", $"{window}:Seconds=3600"];
    }
}

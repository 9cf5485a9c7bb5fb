using System.CommandLine;
using RetailSync.Faults.Upstream;

namespace RetailSync.Faults;

/// <summary>The command line.</summary>
internal static class FaultsCommand
{
    public static RootCommand Create()
    {
        var upstream = new Command("upstream", "The system behind the gateways; the suite starts it itself.");
        upstream.SetAction((_, _) => UpstreamServer.RunAsync());
        return new RootCommand("x") { upstream };
    }
}

using System.CommandLine;

namespace RetailSync.Cli.Configuration;

/// <summary>The verbs about the gateway's configuration.</summary>
internal static class ConfigCommand
{
    public static Command Create(CliContext context) => new("config", "The gateway's configuration with its contracts and landscape.")
    {
        ConfigCheckVerb.Create(context),
    };
}

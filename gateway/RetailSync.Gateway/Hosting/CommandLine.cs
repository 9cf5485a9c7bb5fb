namespace RetailSync.Gateway.Hosting;

/// <summary>What the program was started with.</summary>
/// <param name="ConfigFile">The path after <c>--config</c>; null: searched for.</param>
/// <param name="Help">Whether help was asked for.</param>
/// <param name="Overrides">Everything else, as overrides of settings.</param>
internal sealed record CommandLine(string? ConfigFile, bool Help, IReadOnlyList<string> Overrides)
{
    /// <summary>What <c>--help</c> prints.</summary>
    public const string HelpText =
        """
        RetailSync Gateway: one front door for a retailer's systems.

        Usage: RetailSync.Gateway [--config <yarp.json>] [--Section:Key=value ...]

          --config <path>        The configuration; default: the nearest yarp.json at or above the current folder.
          --Section:Key=value    Overrides a setting, for example --Listeners:Http:Port=9090 or --Sandbox:Enabled=false.
                                 Environment variables do the same: RETAILSYNC__Listeners__Http__Port=9090.

        With DOTNET_ENVIRONMENT=Development (as `dotnet run` sets it) the sandbox of simulated systems starts, too.
        Check a configuration without starting: retailsync config check.
        """;

    /// <summary>Reads the arguments. What is neither an option nor an override is a fault.</summary>
    public static CommandLine Parse(IReadOnlyList<string> arguments, out string? fault)
    {
        string? config = null;
        var help = false;
        var overrides = new List<string>();
        fault = null;
        for (var i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "--help" or "-h" or "-?":
                    help = true;
                    break;
                case "--config" when i + 1 < arguments.Count:
                    config = arguments[++i];
                    break;
                case var text when text.StartsWith("--config=", StringComparison.Ordinal):
                    config = text["--config=".Length..];
                    break;
                case var text when text.StartsWith("--", StringComparison.Ordinal) && text.Contains('='):
                    overrides.Add(text);
                    break;
                case var text:
                    fault = $"'{text}' is not understood. Use --config <path> or --Section:Key=value; --help tells more.";
                    break;
            }
        }

        return new CommandLine(config, help, overrides);
    }
}

using System.Globalization;

namespace RetailSync.Sandbox;

/// <summary>Reads the options of a sandbox that runs alone, from the command line and then from the environment.</summary>
internal static class CommandLine
{
    public const string Help = """
        The simulated retail systems, each on a port of its own on 127.0.0.1, and a token server for them.

          dotnet run --project sandbox/RetailSync.Sandbox -- [options]

          --token-port <port>         the token server's port; default 9100               RETAILSYNC_SANDBOX_TOKEN_PORT
          --first-system-port <port>  the first system's port, the others follow; 9101    RETAILSYNC_SANDBOX_FIRST_SYSTEM_PORT
          --any-port                  let the operating system choose every port          RETAILSYNC_SANDBOX_ANY_PORT=true
          --data <folder>             secrets and signing key go below it; default data   RETAILSYNC_SANDBOX_DATA
          --contracts <folder>        default contracts                                   RETAILSYNC_SANDBOX_CONTRACTS
          --landscape <folder>        default catalog/landscape                           RETAILSYNC_SANDBOX_LANDSCAPE
          --help                      this text

        The default folders lie beside yarp.json or RetailSync.Gateway.sln, looked for upwards from the working folder.
        """;

    private static readonly string[] Landmarks = ["yarp.json", "RetailSync.Gateway.sln"];

    private static readonly string[] Known = ["token-port", "first-system-port", "any-port", "data", "contracts", "landscape"];

    /// <summary>Reads the options; false with a reason when something is not understood.</summary>
    public static bool TryRead(string[] arguments, Func<string, string?> environment, string workingFolder, out SandboxOptions options, out string reason)
    {
        options = null!;
        if (!TrySplit(arguments, out var given, out reason))
        {
            return false;
        }

        string? Value(string name) => given.GetValueOrDefault(name) ?? environment("RETAILSYNC_SANDBOX_" + name.Replace('-', '_').ToUpperInvariant());
        var root = FindRoot(workingFolder) ?? workingFolder;
        if (!TryPort(Value("token-port"), 9100, 65_535, out var tokenPort) || !TryPort(Value("first-system-port"), 9101, 65_510, out var firstPort))
        {
            reason = "A port is a number from 1 to 65535 (65510 for the first system, because others follow it).";
            return false;
        }

        options = new SandboxOptions
        {
            ContractsFolder = Path.GetFullPath(Value("contracts") ?? Path.Combine(root, "contracts"), workingFolder),
            LandscapeFolder = Path.GetFullPath(Value("landscape") ?? Path.Combine(root, "catalog", "landscape"), workingFolder),
            DataFolder = Path.GetFullPath(Value("data") ?? Path.Combine(root, "data"), workingFolder),
            TokenPort = tokenPort,
            FirstSystemPort = firstPort,
            AnyPort = Value("any-port") is "true" or "1",
        };
        return true;
    }

    private static bool TrySplit(string[] arguments, out Dictionary<string, string> given, out string reason)
    {
        given = new Dictionary<string, string>(StringComparer.Ordinal);
        reason = "";
        for (var index = 0; index < arguments.Length; index++)
        {
            var name = arguments[index].StartsWith("--", StringComparison.Ordinal) ? arguments[index][2..] : "";
            if (!Known.Contains(name))
            {
                reason = $"'{arguments[index]}' is not an option. Known: {string.Join(", ", Known.Select(known => "--" + known))}.";
                return false;
            }

            if (name == "any-port")
            {
                given[name] = "true";
            }
            else if (++index < arguments.Length)
            {
                given[name] = arguments[index];
            }
            else
            {
                reason = $"--{name} wants a value.";
                return false;
            }
        }

        return true;
    }

    private static bool TryPort(string? text, int otherwise, int highest, out int port)
    {
        port = otherwise;
        return text is null || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port >= 1 && port <= highest);
    }

    private static string? FindRoot(string folder)
    {
        for (var here = new DirectoryInfo(folder); here is not null; here = here.Parent)
        {
            if (Landmarks.Any(landmark => File.Exists(Path.Combine(here.FullName, landmark))))
            {
                return here.FullName;
            }
        }

        return null;
    }
}

using System.CommandLine;

namespace RetailSync.Cli;

/// <summary>The option <c>--landscape</c>, and where the landscape lies when it is not given.</summary>
internal static class LandscapeFolder
{
    /// <summary>A new option for one command.</summary>
    public static Option<string?> Option() => new("--landscape")
    {
        Description = "The folder with the landscape's files. Default: catalog/landscape beside the nearest yarp.json, looking upwards from the current folder.",
        HelpName = "folder",
    };

    /// <summary>The folder to use; null when none was given and no <c>yarp.json</c> lies here or above.</summary>
    public static string? Find(string? given, CliContext context)
    {
        if (given is not null)
        {
            return Path.GetFullPath(given, context.CurrentFolder);
        }

        for (var folder = context.CurrentFolder; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "yarp.json")))
            {
                return Path.Combine(folder, "catalog", "landscape");
            }
        }

        return null;
    }

    /// <summary>Says that there is no landscape to work on.</summary>
    /// <returns>The exit code that goes with it.</returns>
    public static int RefuseMissing(CliContext context)
    {
        context.Error.WriteLine($"{context.CurrentFolder}: No yarp.json lies here or above. Go to the gateway's folder, or say where the landscape is: --landscape <folder>.");
        return ExitCodes.Refused;
    }
}

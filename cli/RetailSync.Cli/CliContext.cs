namespace RetailSync.Cli;

/// <summary>What a command may use of the world around it, so that tests can hand in their own. Immutable.</summary>
/// <param name="Out">Where answers go.</param>
/// <param name="Error">Where refusals and warnings go.</param>
/// <param name="Clock">Tells the time.</param>
/// <param name="CurrentFolder">Where the person stands.</param>
internal sealed record CliContext(TextWriter Out, TextWriter Error, TimeProvider Clock, string CurrentFolder)
{
    /// <summary>The console, clock and folder of this process.</summary>
    public static CliContext OfThisProcess() => new(Console.Out, Console.Error, TimeProvider.System, Directory.GetCurrentDirectory());

    /// <summary>A path as short as it can be written from here.</summary>
    public string Shorten(string path)
    {
        var relative = Path.GetRelativePath(CurrentFolder, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }
}

using System.Globalization;

namespace RetailSync.Fuzz;

/// <summary>The command line: <c>--minutes 10 --seed N --target name --folder artifacts/fuzz --replay file</c>.</summary>
public static class FuzzCommand
{
    private const string Usage = "RetailSync.Fuzz [--minutes 10 | --seconds 60] [--seed <number>] [--target <name>] [--folder <for what is found>] [--replay <file>]";

    /// <summary>Runs it.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="output">Receives the seed, the progress and what is found.</param>
    /// <returns>0: nothing was found; 1: something was; 2: the arguments are wrong.</returns>
    public static int Run(string[] args, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(output);

        var (span, seed, folder, only, replay) = (TimeSpan.FromMinutes(10), Environment.TickCount & 0xFFFFFF, Path.Combine("artifacts", "fuzz"), "", "");
        for (var i = 0; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            switch (args[i])
            {
                case "--minutes" when double.TryParse(value, CultureInfo.InvariantCulture, out var minutes):
                    span = TimeSpan.FromMinutes(minutes);
                    break;
                case "--seconds" when double.TryParse(value, CultureInfo.InvariantCulture, out var seconds):
                    span = TimeSpan.FromSeconds(seconds);
                    break;
                case "--seed" when int.TryParse(value, CultureInfo.InvariantCulture, out seed):
                    break;
                case "--target" when value.Length > 0:
                    only = value;
                    break;
                case "--folder" when value.Length > 0:
                    folder = value;
                    break;
                case "--replay" when File.Exists(value):
                    replay = value;
                    break;
                default:
                    output.WriteLine(Usage);
                    return 2;
            }
        }

        List<FuzzTarget> targets = [.. FuzzTarget.All().Where(target => only.Length == 0 || target.Name == only)];
        var run = new FuzzRun(targets, seed, folder, output);
        return (replay.Length > 0 ? run.Replay(replay) : run.Run(span)) ? 0 : 1;
    }
}

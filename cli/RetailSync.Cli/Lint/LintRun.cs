using RetailSync.Contracts.Lint;
using RetailSync.Gateway;
using Spectre.Console;

namespace RetailSync.Cli.Lint;

/// <summary>Reads the contracts, lints them and tells the result.</summary>
internal static class LintRun
{
    /// <summary>Runs it.</summary>
    /// <returns>0 when nothing is found that fails, 1 when something is, 2 when something could not be read.</returns>
    public static int Run(CliContext context, LintOptions options)
    {
        if (options.ListsRules)
        {
            ListRules(context, options.Format);
            return ExitCodes.Ok;
        }

        List<ConfigFault> faults = [];
        var settings = options.SettingsFile is { } file ? Linter.ReadSettings(Full(context, file), Shown(context, file), faults) : LintSettings.Default;
        var known = options is { BaselineFile: { } baseline, WritesBaseline: false } ? Linter.ReadBaseline(Full(context, baseline), Shown(context, baseline), faults) : null;
        var files = Files(context, options.Paths, faults);
        if (settings is null || faults.Count > 0)
        {
            return CouldNotRead(context, faults);
        }

        var today = DateOnly.FromDateTime(context.Clock.GetUtcNow().UtcDateTime);
        var report = Linter.Run(files, settings, known, today, faults);
        foreach (var remark in report.Remarks)
        {
            context.Error.WriteLine(remark);
        }

        if (options.WritesBaseline)
        {
            return faults.Count > 0 ? CouldNotRead(context, faults) : WriteBaseline(context, options.BaselineFile!, report);
        }

        // What could be read is told all the same.
        var isTold = Tell(context, options, report);
        return faults.Count > 0 ? CouldNotRead(context, faults)
            : !isTold ? ExitCodes.Usage
            : report.Findings.Any(finding => finding.Level >= options.FailOn) ? ExitCodes.Refused
            : ExitCodes.Ok;
    }

    private static List<(string Path, string Name)> Files(CliContext context, IReadOnlyList<string> paths, List<ConfigFault> faults)
    {
        List<(string, string)> files = [];
        foreach (var path in paths)
        {
            var full = Full(context, path);
            if (!Directory.Exists(full))
            {
                files.Add((full, Shown(context, path)));
                continue;
            }

            try
            {
                var below = Linter.FilesBelow(full);
                files.AddRange(below.Select(file => (file, context.Shorten(file))));
                if (below.Count == 0)
                {
                    faults.Add(new ConfigFault(Shown(context, path), "No file below this folder has openapi or asyncapi in its name and ends in .yaml, .yml or .json."));
                }
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
            {
                faults.Add(new ConfigFault(Shown(context, path), $"The folder cannot be read: {unreadable.Message}"));
            }
        }

        return [.. files.DistinctBy(file => file.Item1)];
    }

    private static bool Tell(CliContext context, LintOptions options, LintReport report)
    {
        if (options.OutputFile is null)
        {
            LintWriter.Write(report, options.Format, context.Out);
            return true;
        }

        return Save(context, options.OutputFile, stream =>
        {
            using var writer = new StreamWriter(stream) { NewLine = "\n" };
            LintWriter.Write(report, options.Format, writer);
        });
    }

    private static int WriteBaseline(CliContext context, string file, LintReport report)
    {
        if (!Save(context, file, stream => Linter.WriteBaseline(report.Findings, stream)))
        {
            return ExitCodes.Usage;
        }

        context.Out.WriteLine($"{Shown(context, file)}: {report.Findings.Count} {(report.Findings.Count == 1 ? "finding" : "findings")} written. From now on only new ones count.");
        return ExitCodes.Ok;
    }

    private static bool Save(CliContext context, string file, Action<Stream> write)
    {
        try
        {
            using var stream = File.Create(Full(context, file));
            write(stream);
            return true;
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            context.Error.WriteLine($"{Shown(context, file)}: The file could not be written: {unwritable.Message}");
            return false;
        }
    }

    private static void ListRules(CliContext context, LintFormat format)
    {
        if (format == LintFormat.Json)
        {
            Output.WriteJson(context, Linter.Rules.Select(rule => new { rule.Id, Level = Lower(rule.Level), rule.Title, rule.Why, rule.Fix, rule.Page }));
            return;
        }

        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumns("rule", "level", "title");
        foreach (var rule in Linter.Rules)
        {
            table.AddRow(new Text(rule.Id), new Text(Lower(rule.Level)), new Text(rule.Title));
        }

        Output.WriteTable(context, table);
    }

    private static int CouldNotRead(CliContext context, List<ConfigFault> faults)
    {
        Output.Refuse(context, faults);
        return ExitCodes.Usage;
    }

    private static string Lower(LintLevel level) => level.ToString().ToLowerInvariant();

    private static string Full(CliContext context, string path) => Path.GetFullPath(path, context.CurrentFolder);

    private static string Shown(CliContext context, string path) => context.Shorten(Full(context, path));
}

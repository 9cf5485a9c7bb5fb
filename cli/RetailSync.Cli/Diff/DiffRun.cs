using RetailSync.Contracts.Compare;
using RetailSync.Contracts.Compare.Output;
using RetailSync.Contracts.Reading;
using RetailSync.Gateway;

namespace RetailSync.Cli.Diff;

/// <summary>Reads the versions, compares them and tells the result.</summary>
internal static class DiffRun
{
    /// <summary>Runs it.</summary>
    /// <returns>0 when nothing breaks, 1 when something does, 2 when that could not be decided.</returns>
    public static int Run(CliContext context, DiffOptions options)
    {
        List<ConfigFault> faults = [];
        var policy = ReadPolicy(context, options, faults);
        List<SourceDocument> versions = [.. options.Files.Select(file => Read(context, file, faults)).OfType<SourceDocument>()];
        var kinds = faults.Count > 0 ? [] : versions.Select(version => ContractKinds.Detect(version, faults)).ToList();
        if (faults.Count > 0 || Misfit(options, versions, kinds) is { } fault && Add(faults, fault))
        {
            return CouldNotRead(context, faults);
        }

        var today = DateOnly.FromDateTime(context.Clock.GetUtcNow().UtcDateTime);
        var kind = kinds[0]!.Value;
        var comparison = ContractComparison.Compare(kind, versions, policy.Options(today), options.Events);
        var report = policy.Weigh(comparison, kind, [.. versions.Select(version => version.Name)], today);
        return Tell(context, options, report) ? Code(report, options.FailOn) : ExitCodes.Usage;
    }

    private static int Code(ComparisonReport report, ChangeLevel? failOn) => failOn is not { } level
        ? ExitCodes.Ok
        : report.Judge(level) switch
        {
            ComparisonVerdict.Breaking => ExitCodes.Refused,
            ComparisonVerdict.Undecided => ExitCodes.Usage,
            _ => ExitCodes.Ok,
        };

    private static bool Tell(CliContext context, DiffOptions options, ComparisonReport report)
    {
        if (options.OutputFile is null)
        {
            if (!options.IsQuiet)
            {
                ReportWriter.Write(context.Out, report, options.Format, options.FailOn ?? ChangeLevel.Error);
            }

            return true;
        }

        var file = Path.GetFullPath(options.OutputFile, context.CurrentFolder);
        try
        {
            using var writer = new StreamWriter(file) { NewLine = "\n" };
            ReportWriter.Write(writer, report, options.Format, options.FailOn ?? ChangeLevel.Error);
            return true;
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            context.Error.WriteLine($"{context.Shorten(file)}: The answer could not be written: {unwritable.Message}");
            return false;
        }
    }

    // What keeps readable documents from being compared with each other.
    private static ConfigFault? Misfit(DiffOptions options, List<SourceDocument> versions, List<ContractKind?> kinds)
    {
        for (var i = 1; i < versions.Count; i++)
        {
            if (kinds[i] != kinds[0])
            {
                return new ConfigFault(versions[i].Name, $"This is {ContractKinds.Name(kinds[i]!.Value)}, but {versions[0].Name} is {ContractKinds.Name(kinds[0]!.Value)}: only versions of the same kind are compared.");
            }
        }

        if (kinds[0] != ContractKind.OpenApi)
        {
            return null;
        }

        return versions.Count > 2 ? new ConfigFault(versions[2].Name, "Of OpenAPI, two versions are compared at a time.")
            : options.Events is not null ? new ConfigFault(versions[0].Name, "--compatibility and --strict are for events, but this is openapi: what breaks follows from who sends what.")
            : null;
    }

    private static ComparisonPolicy ReadPolicy(CliContext context, DiffOptions options, List<ConfigFault> faults) =>
        options.PolicyFile is { } file && Read(context, file, faults) is { } document ? ComparisonPolicyReader.Read(document, faults) : new ComparisonPolicy();

    private static SourceDocument? Read(CliContext context, string file, List<ConfigFault> faults)
    {
        var path = Path.GetFullPath(file, context.CurrentFolder);
        return DocumentReader.ReadFile(path, context.Shorten(path), faults);
    }

    private static bool Add(List<ConfigFault> faults, ConfigFault fault)
    {
        faults.Add(fault);
        return true;
    }

    private static int CouldNotRead(CliContext context, List<ConfigFault> faults)
    {
        Output.Refuse(context, faults);
        return ExitCodes.Usage;
    }
}

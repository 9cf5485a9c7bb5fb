using System.CommandLine;
using RetailSync.Contracts.Lint;

namespace RetailSync.Cli.Lint;

/// <summary><c>retailsync lint</c>.</summary>
internal static class LintCommand
{
    public static Command Create(CliContext context)
    {
        var paths = new Argument<string[]>("contracts") { Description = "Files, or folders of which every OpenAPI 3 and AsyncAPI 3 file is taken. Default: the folder contracts.", Arity = ArgumentArity.ZeroOrMore };
        var format = new Option<string>("--format") { Description = "How the answer is written: text, json, sarif or markdown. Default: text.", HelpName = "format" };
        var json = new Option<bool>("--json") { Description = "Answer as JSON; the same as --format json." };
        var output = new Option<string?>("--output") { Description = "Write the answer into this file.", HelpName = "file" };
        var config = new Option<string?>("--config") { Description = "Levels of your own and accepted findings, in YAML or JSON.", HelpName = "file" };
        var baseline = new Option<string?>("--baseline") { Description = "Findings that are in this file do not count: only new ones do.", HelpName = "file" };
        var write = new Option<bool>("--write-baseline") { Description = "Write the findings of today into the file of --baseline." };
        var failOn = new Option<string>("--fail-on") { Description = "The level from which a finding fails: error, warning or info. Default: error.", HelpName = "level" };
        var rules = new Option<bool>("--rules") { Description = "List the rules." };
        format.AcceptOnlyFromAmong([.. Enum.GetNames<LintFormat>().Select(Lower)]);
        failOn.AcceptOnlyFromAmong(Lower(nameof(LintLevel.Error)), Lower(nameof(LintLevel.Warning)), Lower(nameof(LintLevel.Info)));
        var verb = new Verb("lint", "Holds contracts against the rules. Exit code 0: nothing found that fails; 1: something; 2: could not be read.")
        {
            Examples =
            [
                "retailsync lint contracts",
                "retailsync lint contracts/oms/orders.v1.openapi.yaml --fail-on warning",
                "retailsync lint contracts --baseline lint-baseline.json --write-baseline",
                "retailsync lint contracts --baseline lint-baseline.json --format sarif --output lint.sarif",
                "retailsync lint --rules",
            ],
        };
        verb.Add(paths);
        foreach (var option in (Option[])[format, json, output, config, baseline, write, failOn, rules])
        {
            verb.Add(option);
        }

        verb.Validators.Add(result =>
        {
            if (result.GetValue(write) && result.GetValue(baseline) is null)
            {
                result.AddError("--write-baseline needs to know where: --baseline <file>.");
            }
        });
        verb.SetAction(parsed => LintRun.Run(
            context,
            new LintOptions
            {
                Paths = parsed.GetValue(paths) is { Length: > 0 } given ? given : ["contracts"],
                Format = parsed.GetValue(json) ? LintFormat.Json : Parse(parsed.GetValue(format), LintFormat.Text),
                OutputFile = parsed.GetValue(output),
                SettingsFile = parsed.GetValue(config),
                BaselineFile = parsed.GetValue(baseline),
                WritesBaseline = parsed.GetValue(write),
                FailOn = Parse(parsed.GetValue(failOn), LintLevel.Error),
                ListsRules = parsed.GetValue(rules),
            }));
        return verb;
    }

    private static T Parse<T>(string? text, T unless)
        where T : struct, Enum => text is null ? unless : Enum.Parse<T>(text, ignoreCase: true);

    private static string Lower(string name) => name.ToLowerInvariant();
}

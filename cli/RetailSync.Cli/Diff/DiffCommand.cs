using System.CommandLine;
using RetailSync.Contracts.Compare;
using RetailSync.Contracts.Compare.Events;
using RetailSync.Contracts.Compare.Output;

namespace RetailSync.Cli.Diff;

/// <summary><c>retailsync diff</c>.</summary>
internal static class DiffCommand
{
    private const string Transitive = "-transitive";
    private const string Nothing = "none";

    public static Command Create(CliContext context)
    {
        var files = new Argument<string[]>("versions") { Description = "Two versions of a contract, the old one first; of events more than two. OpenAPI 3, AsyncAPI 3 or JSON Schema, in YAML or JSON.", Arity = new ArgumentArity(2, 100) };
        var format = new Option<string>("--format") { Description = "How the answer is written: text, json, markdown or sarif. Default: text.", HelpName = "format" };
        var json = new Option<bool>("--json") { Description = "Answer as JSON; the same as --format json." };
        var output = new Option<string?>("--output") { Description = "Write the answer into this file.", HelpName = "file" };
        var failOn = new Option<string>("--fail-on") { Description = "The level from which a change breaks: error, warning or none. Default: error.", HelpName = "level" };
        var config = new Option<string?>("--config") { Description = "Levels of your own and accepted changes, in YAML or JSON.", HelpName = "file" };
        var quiet = new Option<bool>("--quiet") { Description = "Say nothing but what could not be read: the exit code is the answer." };
        var compatibility = new Option<string>("--compatibility")
        {
            Description = "For events: who must get along with whose data, backward, forward or full, and with -transitive against every older version. Default: backward.",
            HelpName = "compatibility",
        };
        var strict = new Option<bool>("--strict") { Description = "For events: adding an optional property to an open object breaks, as schema registries have it." };
        format.AcceptOnlyFromAmong([.. Enum.GetNames<ReportFormat>().Select(Lower)]);
        failOn.AcceptOnlyFromAmong(Lower(nameof(ChangeLevel.Error)), Lower(nameof(ChangeLevel.Warning)), Nothing);
        compatibility.AcceptOnlyFromAmong([.. Enum.GetNames<Compatibility>().SelectMany(name => (string[])[Lower(name), Lower(name) + Transitive])]);
        var verb = new Verb("diff", "Tells what changed between versions of a contract, and what breaks. Exit code 0: nothing breaks; 1: something does; 2: could not be decided.")
        {
            Examples =
            [
                "retailsync diff main/orders.v1.openapi.yaml contracts/oms/orders.v1.openapi.yaml",
                "retailsync diff old.yaml new.yaml --format sarif --output diff.sarif",
                "retailsync diff old.yaml new.yaml --config diff.yaml --fail-on warning",
                "retailsync diff v1.0.json v1.1.json v1.2.json --compatibility full-transitive",
                "retailsync diff old.yaml new.yaml --json | jq -r '.changes[] | select(.level == \"error\") | .message'",
            ],
        };
        verb.Add(files);
        foreach (var option in (Option[])[format, json, output, failOn, config, quiet, compatibility, strict])
        {
            verb.Add(option);
        }

        verb.SetAction(parsed => DiffRun.Run(
            context,
            new DiffOptions
            {
                Files = parsed.GetRequiredValue(files),
                Format = parsed.GetValue(json) ? ReportFormat.Json : Parse(parsed.GetValue(format), ReportFormat.Text),
                OutputFile = parsed.GetValue(output),
                FailOn = parsed.GetValue(failOn) == Nothing ? null : Parse(parsed.GetValue(failOn), ChangeLevel.Error),
                PolicyFile = parsed.GetValue(config),
                IsQuiet = parsed.GetValue(quiet),
                Events = Events(parsed.GetValue(compatibility), parsed.GetValue(strict)),
            }));
        return verb;
    }

    private static EventComparisonOptions? Events(string? compatibility, bool strict)
    {
        if (compatibility is null && !strict)
        {
            return null;
        }

        var isTransitive = compatibility?.EndsWith(Transitive, StringComparison.Ordinal) ?? false;
        var name = isTransitive ? compatibility![..^Transitive.Length] : compatibility;
        return new EventComparisonOptions { Compatibility = Parse(name, Compatibility.Backward), IsTransitive = isTransitive, IsStrict = strict };
    }

    private static T Parse<T>(string? text, T unless)
        where T : struct, Enum => text is null ? unless : Enum.Parse<T>(text, ignoreCase: true);

    private static string Lower(string name) => name.ToLowerInvariant();
}

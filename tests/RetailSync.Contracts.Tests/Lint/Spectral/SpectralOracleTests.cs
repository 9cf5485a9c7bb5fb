using System.Diagnostics;
using System.Text.Json;
using RetailSync.Contracts.Lint;
using RetailSync.Contracts.Reading;
using RetailSync.Gateway;

namespace RetailSync.Contracts.Tests.Lint.Spectral;

/// <summary>A ruleset over the repository's contracts, beside the program that rulesets are written for.</summary>
public sealed class SpectralOracleTests(ITestOutputHelper output)
{
    private static string Ruleset => Path.Combine(Linting.Repository, "tests", "RetailSync.Contracts.Tests", "Lint", "Spectral", "oracle.yaml");

    [Fact]
    public async Task Check_OwnContracts_FindsWhatSpectralFinds()
    {
        // Spectral ends with an error where a filter meets null.
        var files = Linter.FilesBelow(Path.Combine(Linting.Repository, "contracts")).Where(file => !HasNull(DocumentReader.ReadFile(file, file, [])!.Root)).ToList();

        var theirs = await AskAsync(files);
        var ours = Check(files);

        output.WriteLine($"{theirs.Count} findings of {theirs.Select(each => each.Rule).Distinct().Count()} rules in {files.Count} contracts");
        Assert.True(files.Count >= 10, $"{files.Count} contracts are without null.");
        Assert.True(theirs.Count > 1_000, $"Spectral found {theirs.Count}.");
        Assert.Empty(theirs.Except(ours).Order());
        Assert.Empty(ours.Except(theirs).Order());
    }

    private static HashSet<(string File, string Rule, string Path)> Check(IReadOnlyList<string> files)
    {
        List<ConfigFault> faults = [];
        var ruleset = Linter.ReadRuleset(Ruleset, "oracle.yaml", faults);
        Assert.Empty(faults);
        var report = Linter.Run(files.Select(file => (file, file)), LintSettings.Default, null, Linting.Today, faults, ruleset!);
        return [.. report.Findings.Where(finding => !finding.Rule.StartsWith("RS-", StringComparison.Ordinal)).Select(finding => (finding.File, finding.Rule, Plain(finding.JsonPointer)))];
    }

    private static bool HasNull(SourceNode node) => node.Kind == SourceKind.Null || node.Items.Any(HasNull) || node.Members.Any(member => HasNull(member.Value));

    private static string Plain(string pointer) => pointer.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    private static async Task<HashSet<(string File, string Rule, string Path)>> AskAsync(IReadOnlyList<string> files)
    {
        var program = Path.Combine(Linting.Repository, "artifacts", "spectral", "node_modules", "@stoplight", "spectral-cli", "dist", "index.js");
        if (!File.Exists(program))
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") is { Length: > 0 }, "Spectral is not there. '.ci/suites' fetches it.");
        }

        var start = new ProcessStartInfo("node", [program, "lint", .. files, "--ruleset", Ruleset, "--format", "json", "--quiet"]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var answer = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        using var json = JsonDocument.Parse(answer);
        return
        [
            .. from result in json.RootElement.EnumerateArray()
               let rule = result.GetProperty("code").GetString()!

               // What it says itself of a document whose format no rule names.
               where rule != "unrecognized-format"
               select (result.GetProperty("source").GetString()!, rule, string.Concat(result.GetProperty("path").EnumerateArray().Select(step => $"/{step}"))),
        ];
    }
}

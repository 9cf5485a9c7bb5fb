using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using RetailSync.Contracts.Compare;

namespace RetailSync.Contracts.Tests.Compare.Oracle;

/// <summary>The oasdiff program, as <c>.ci/suites</c> has fetched it. Safe to call from many threads.</summary>
internal sealed class Oasdiff
{
    // Levels that were raised in versions after the one that is run here: the rule is the newer one's.
    private static readonly HashSet<string> RaisedToError = ["new-required-request-property-with-default", "request-body-enum-value-removed", "request-property-became-required-with-default"];

    private readonly string _program;

    private Oasdiff(string folder)
    {
        Folder = folder;
        _program = Path.Combine(folder, "oasdiff");
    }

    /// <summary>Where the program and the documents of others are.</summary>
    public string Folder { get; }

    /// <summary>Finds it. Where it is missing, the test is skipped; where the environment variable CI is set, it fails.</summary>
    public static Oasdiff Require()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var here = Path.Combine(folder.FullName, "suites", "oasdiff");
            if (File.Exists(Path.Combine(here, "complete")))
            {
                return new Oasdiff(here);
            }
        }

        Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") is { Length: > 0 }, "oasdiff is not there. '.ci/suites' fetches it.");
        throw new DirectoryNotFoundException("oasdiff is not there. '.ci/suites' fetches it.");
    }

    /// <summary>What it says changed between two files.</summary>
    /// <param name="oldFile">The old version.</param>
    /// <param name="newFile">The new version.</param>
    /// <param name="options">Days between announcement and sunset.</param>
    /// <param name="mergesPathParameters">Whether parameters of a path are taken for parameters of its operations, as they are here; without it their changes go unnoticed there.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<IReadOnlyList<Finding>> CompareAsync(string oldFile, string newFile, ComparisonOptions options, bool mergesPathParameters, CancellationToken cancellation)
    {
        string[] arguments =
        [
            "changelog", oldFile, newFile, "--format", "json", "--allow-external-refs=false",
            "--deprecation-days-beta", options.DeprecationDaysBeta.ToString(CultureInfo.InvariantCulture),
            "--deprecation-days-stable", options.DeprecationDaysStable.ToString(CultureInfo.InvariantCulture),
        ];
        using var process = Process.Start(new ProcessStartInfo(_program, mergesPathParameters ? [.. arguments, "--flatten-params"] : arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync(cancellation);
        var answer = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        Assert.True(process.ExitCode == 0, $"oasdiff {string.Join(' ', arguments)}: {await error}");
        using var changes = JsonDocument.Parse(answer.Length == 0 ? "[]" : answer);
        return [.. changes.RootElement.EnumerateArray().Select(Read).Distinct()];
    }

    private static Finding Read(JsonElement change)
    {
        var id = change.GetProperty("id").GetString()!;
        var level = RaisedToError.Contains(id) ? ChangeLevel.Error : (ChangeLevel)(change.GetProperty("level").GetInt32() - 1);
        return new Finding(id, Finding.Normalize($"{Text(change, "operation")} {Text(change, "path")}".Trim()), level);
    }

    private static string Text(JsonElement change, string key) => change.TryGetProperty(key, out var value) ? value.GetString()! : "";
}

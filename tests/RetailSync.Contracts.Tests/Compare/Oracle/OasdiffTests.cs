using System.Text.Json.Nodes;
using RetailSync.Contracts.Compare;
using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Tests.Compare.Pairs;

namespace RetailSync.Contracts.Tests.Compare.Oracle;

/// <summary>The comparison against oasdiff: over every pair, over every pair reversed, and over versions of real documents.</summary>
public sealed class OasdiffTests(ITestOutputHelper output)
{
    private const double LeastRecall = 0.99;
    private const double LeastPrecision = 0.95;

    private const int Edited = 8;
    private const int EditsEach = 25;

    private static readonly string[] RealVersions = ["blockfrost 1 2", "blockfrost 2 3", "blockfrost 3 4", "directus 1 2", "directus 2 3", "figma 1 2", "figma 2 3", "figma 3 4", "figma 4 5", "github 1 2"];

    // oasdiff asks the clock of the machine, so this side does too.
    private static ComparisonOptions Options => new() { Today = DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().Date) };

    [Fact]
    public async Task Pairs_EachId_IsReportedByOasdiff()
    {
        var matches = await OfPairsAsync([.. PairTable.All.Where(pair => pair is { IsKnownToOasdiff: true, HasId: true })]);

        var silent = matches.Where(match => match.Theirs.All(finding => finding.Id != PairTable.Find(match.Name).Id)).Select(match => match.Name);

        output.WriteLine($"{matches.Count} pairs.");
        Assert.Empty(silent);
    }

    [Fact]
    public async Task Compare_PairsBothWays_AgreesWithOasdiff()
    {
        var forward = Judge(await OfPairsAsync(PairTable.All));
        var backward = Judge(await OfPairsAsync([.. PairTable.All.Select(pair => pair.Reversed())]));

        // A reason that explains nothing any more would hide the next mistake.
        Assert.Empty(ExplainedDisagreements.All.Except(forward).Except(backward));
    }

    [Fact]
    public async Task Compare_RealDocuments_AgreesWithOasdiff()
    {
        var oasdiff = Oasdiff.Require();
        var matches = new List<Match>();
        foreach (var versions in RealVersions)
        {
            var (name, old, @new) = versions.Split(' ') is [var first, var second, var third] ? (first, second, third) : default;
            var match = await OfFilesAsync(oasdiff, versions, FileOf(oasdiff, name, old), FileOf(oasdiff, name, @new), TestContext.Current.CancellationToken);
            output.WriteLine($"{versions}: ours {match.Ours.Count}, theirs {match.Theirs.Count}.");
            matches.Add(match);
        }

        Judge(matches);
    }

    [Fact]
    public async Task Compare_EditedDocuments_AgreesWithOasdiff()
    {
        // One whose schemas do not refer to each other in a circle: there oasdiff says different things from run to run.
        var document = JsonNode.Parse(Documents.AsJson("x.yaml", File.ReadAllText(FileOf(Oasdiff.Require(), "blockfrost", "4"))))!;

        var edited = Enumerable.Range(0, Edited).Select(seed => new Pair($"seed {seed}", Pair.Open, true, false, document.ToJsonString(), new DocumentEditor(new Random(seed)).Edit(document, EditsEach).ToJsonString()));

        Judge(await OfPairsAsync([.. edited]));
    }

    private static string FileOf(Oasdiff oasdiff, string name, string version) => Directory.GetFiles(oasdiff.Folder, $"{name}-{version}.*").Single();

    private static async Task<List<Match>> OfPairsAsync(IReadOnlyCollection<Pair> pairs)
    {
        var oasdiff = Oasdiff.Require();
        var folder = Directory.CreateTempSubdirectory("retailsync-");
        try
        {
            var matches = new Match[pairs.Count];
            await Parallel.ForEachAsync(pairs.Index(), TestContext.Current.CancellationToken, async (one, cancellation) =>
            {
                var (old, @new) = (Path.Combine(folder.FullName, $"{one.Index}-old.json"), Path.Combine(folder.FullName, $"{one.Index}-new.json"));
                await File.WriteAllTextAsync(old, one.Item.Old, cancellation);
                await File.WriteAllTextAsync(@new, one.Item.New, cancellation);
                matches[one.Index] = await OfFilesAsync(oasdiff, one.Item.Name, old, @new, cancellation);
            });
            return [.. matches];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<Match> OfFilesAsync(Oasdiff oasdiff, string name, string oldFile, string newFile, CancellationToken cancellation)
    {
        var theirs = oasdiff.CompareAsync(oldFile, newFile, Options, mergesPathParameters: !name.StartsWith("new-required-request-default-parameter", StringComparison.Ordinal), cancellation);
        var ours = OpenApiComparison.Compare(Read(oldFile), Read(newFile), Options);
        return new Match(name, [.. ours.Changes.Select(Finding.From).Distinct()], await theirs);
    }

    private static SourceDocument Read(string file)
    {
        var (document, faults) = Documents.Read(Path.GetFileName(file), File.ReadAllBytes(file));
        Assert.True(document is not null, string.Join('\n', faults));
        return document;
    }

    private HashSet<string> Judge(IReadOnlyList<Match> matches)
    {
        var (errors, warnings, remarks) = (new Tally(ChangeLevel.Error), new Tally(ChangeLevel.Warning), new Tally(ChangeLevel.Info));
        Tally[] all = [errors, warnings, remarks];
        foreach (var tally in all)
        {
            foreach (var match in matches)
            {
                tally.Add(match);
            }
        }

        output.WriteLine(string.Join('\n', all.SelectMany(tally => tally.Lines())));
        Assert.True(errors.Recall >= LeastRecall, $"Of the errors that oasdiff reports, these were not:\n{string.Join('\n', errors.Missed)}");
        Assert.True(errors.Precision >= LeastPrecision, $"oasdiff does not report these errors:\n{string.Join('\n', errors.Extra)}");
        Assert.True(warnings.Recall >= LeastRecall, $"Of the warnings that oasdiff reports, these were not:\n{string.Join('\n', warnings.Missed)}");
        Assert.True(warnings.Precision >= LeastPrecision, $"oasdiff does not report these warnings:\n{string.Join('\n', warnings.Extra)}");
        return [.. all.SelectMany(tally => tally.Reasons)];
    }
}

using System.Globalization;

namespace RetailSync.Contracts.Tests.Schemas.Oracle;

/// <summary>Random schemas and values, most of them near the schema: the verdicts are those of ajv, or <see cref="ExplainedDifferences"/> says why not.</summary>
public sealed class OracleTests(ITestOutputHelper output)
{
    private const string PairsVariable = "RETAILSYNC_ORACLE_PAIRS";
    private const int DefaultPairs = 20_000;
    private const int ValuesEach = 50;
    private const int MostShown = 10;

    [Fact]
    public async Task Judge_RandomPairs_AgreesWithAjv()
    {
        await using var oracle = OracleProcess.Start();
        var pairs = int.TryParse(Environment.GetEnvironmentVariable(PairsVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) ? wanted : DefaultPairs;
        List<OracleBatch> batches = [.. Enumerable.Range(0, (pairs + ValuesEach - 1) / ValuesEach).Select(seed => OracleBatch.Make(seed, ValuesEach))];

        var asking = oracle.AskAsync(batches, TestContext.Current.CancellationToken);
        List<string> ours = [.. batches.Select(Own.Judge)];
        var theirs = await asking;

        var differences = Compare(batches, ours, theirs);
        var unexplained = await UnexplainedAsync(oracle, differences, TestContext.Current.CancellationToken);
        output.WriteLine($"{batches.Count} schemas, {ours.Sum(letters => letters.Length)} pairs, {Share(ours, 'V'):P0} valid, {differences.Count} differences.");
        Assert.True(unexplained.Count == 0, string.Join('\n', unexplained));
        Assert.InRange(Share(theirs, 'V'), 0.25, 0.75);
    }

    private static double Share(List<string> answers, char letter) => answers.Average(letters => letters.Count(one => one == letter) / (double)letters.Length);

    private static List<Difference> Compare(List<OracleBatch> batches, List<string> ours, List<string> theirs)
    {
        var found = new List<Difference>();
        for (var seed = 0; seed < batches.Count; seed++)
        {
            var batch = batches[seed];
            if (ours[seed].StartsWith('!') || theirs[seed].StartsWith('!'))
            {
                found.Add(new Difference(seed, batch.Draft, batch.Schema, null, ours[seed], theirs[seed]));
                continue;
            }

            found.AddRange(batch.Values.Select((value, at) => new Difference(seed, batch.Draft, batch.Schema, value, ours[seed][at..(at + 1)], theirs[seed][at..(at + 1)])).Where(pair => pair.Ours != pair.Theirs));
        }

        return found;
    }

    private static async Task<Difference> SmallestAsync(Shrinker shrinker, Difference difference, Difference? last, CancellationToken cancellation)
    {
        // Nothing can be made smaller where a side takes no schema at all, and the other's errors need no second look.
        if (difference.Ours.StartsWith('!') || difference.Theirs is not ("V" or "I"))
        {
            return difference;
        }

        // Often one cause shows in many values of the same schema.
        List<Difference> again = last?.Seed == difference.Seed ? [difference with { Schema = last.Schema }] : [];
        return await shrinker.ShrinkAsync(await shrinker.FirstAsync(again, cancellation) < 0 ? difference : again[0], cancellation);
    }

    private async Task<List<string>> UnexplainedAsync(OracleProcess oracle, List<Difference> differences, CancellationToken cancellation)
    {
        var shrinker = new Shrinker(oracle);
        var explained = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var unexplained = new List<string>();
        var smallest = default(Difference);
        foreach (var difference in differences)
        {
            smallest = await SmallestAsync(shrinker, difference, smallest, cancellation);
            if (ExplainedDifferences.Reason(smallest) is { } reason)
            {
                explained[reason] = explained.GetValueOrDefault(reason) + 1;
                continue;
            }

            unexplained.Add(smallest.ToString());
            if (unexplained.Count == MostShown)
            {
                unexplained.Add("and perhaps more");
                break;
            }
        }

        foreach (var (reason, count) in explained)
        {
            output.WriteLine($"{count} times: {reason}");
        }

        return unexplained;
    }
}

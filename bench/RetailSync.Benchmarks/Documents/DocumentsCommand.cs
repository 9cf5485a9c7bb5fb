using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using RetailSync.Benchmarks.Validation.Peers;
using RetailSync.Contracts;
using RetailSync.Contracts.Compare;
using RetailSync.Contracts.OpenApi;
using RetailSync.Contracts.Reading;
using RetailSync.Gateway;

namespace RetailSync.Benchmarks.Documents;

/// <summary>Measures how long a large OpenAPI document takes from its bytes to a contract, beside a plain parse of it, and how much memory it keeps.</summary>
internal static class DocumentsCommand
{
    private const string Usage = "documents [--rounds 20] [--file <openapi.json> --major <of its version>]";
    private const string Default = "artifacts/suites/documents/@octokit/openapi/generated/api.github.com.json";

    // A gateway that runs has read contracts before: small ones like this, often enough for the compiler to have seen them.
    private const string Small = "configs/contracts/bench/items.v1.openapi.yaml";
    private const int SmallReadings = 100;

    // Rounds in which the compiler still makes the code faster.
    private const int WarmUps = 15;

    public static int Run(string[] args)
    {
        if (Read(args) is not var (rounds, file, major) || Find(file) is not { } path)
        {
            Console.Error.WriteLine($"{Usage}. Without --file it is {Default}, which '.ci/suites' fetches.");
            return 2;
        }

        var document = File.ReadAllBytes(path);
        var small = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, Small));
        for (var i = 0; i < SmallReadings; i++)
        {
            Register("small.yaml", small, 1);
            JsonDocument.Parse("""{"openapi":"3.1.0","paths":{}}"""u8.ToArray()).Dispose();
        }

        Console.WriteLine($"{Path.GetFileName(path)}, {document.Length:N0} B");
        Console.WriteLine($"{"",-30}{"parse ms",12}{"register ms",14}{"ratio",8}{"parse CPU ms",16}{"register CPU ms",18}{"ratio",8}");
        Print("first time in this process", [Measure(document, major)]);
        List<(Cost Parse, Cost Register)> measured = [.. Enumerable.Range(0, WarmUps + rounds).Select(_ => Measure(document, major))];
        var steady = measured[WarmUps..];
        Print($"median of {rounds} rounds", steady);

        var ratio = Spread.Of(steady.Select(round => round.Register.Elapsed / round.Parse.Elapsed));
        var kept = Kept(document, major) / 1e6;
        Console.WriteLine($"register / parse, elapsed, at most 4: {ratio}: {ratio.AtMost(4)}");
        var compared = Compared(document, rounds);
        Console.WriteLine($"read twice and compared, with one change / parse, elapsed, at most 10: {compared}: {compared.AtMost(10)}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"kept, under 60 MB: {kept:F1} MB: {(kept < 60 ? "met" : "missed")}"));
        return 0;
    }

    private static (int Rounds, string File, int Major)? Read(string[] args)
    {
        var (rounds, file, major) = (20, Default, 23);
        for (var i = 0; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            switch (args[i])
            {
                case "--rounds" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out rounds) && rounds > 0:
                    break;
                case "--file" when value.Length > 0:
                    file = value;
                    break;
                case "--major" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out major):
                    break;
                default:
                    return null;
            }
        }

        return (rounds, file, major);
    }

    // From the repository's root, or from anywhere below it.
    private static string? Find(string file)
    {
        for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, file)))
            {
                return Path.Combine(folder.FullName, file);
            }
        }

        return null;
    }

    private static void Print(string what, IReadOnlyList<(Cost Parse, Cost Register)> rounds)
    {
        var (elapsed, processor) = (Line(rounds, cost => cost.Elapsed), Line(rounds, cost => cost.Processor));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-30}{elapsed.Parse,12:F1}{elapsed.Register,14:F1}{elapsed.Ratio,8:F2}{processor.Parse,16:F1}{processor.Register,18:F1}{processor.Ratio,8:F2}"));
    }

    private static (double Parse, double Register, double Ratio) Line(IReadOnlyList<(Cost Parse, Cost Register)> rounds, Func<Cost, double> figure) =>
        (Spread.Of(rounds.Select(round => figure(round.Parse))).Median, Spread.Of(rounds.Select(round => figure(round.Register))).Median, Spread.Of(rounds.Select(round => figure(round.Register) / figure(round.Parse))).Median);

    // Each begins with a heap that was just cleared, so that neither pays for what the other has left.
    private static (Cost Parse, Cost Register) Measure(byte[] document, int major)
    {
        var parse = Time(() => JsonDocument.Parse(document).Dispose());
        return (parse, Time(() => Register("large.json", document, major)));
    }

    // From the bytes of both versions to the findings, as 'retailsync diff' has it.
    private static Spread Compared(byte[] document, int rounds)
    {
        var changed = Change(document);
        List<double> ratios = [];
        for (var round = 0; round < WarmUps + rounds; round++)
        {
            var parse = Time(() => JsonDocument.Parse(document).Dispose());
            var diff = Time(() => Diff(document, changed));
            ratios.Add(diff.Elapsed / parse.Elapsed);
        }

        return Spread.Of(ratios[WarmUps..]);
    }

    // The first integer that somebody uses, a tenth of the way in, becomes a boolean.
    private static byte[] Change(byte[] document)
    {
        for (var at = document.Length / 10; ; at++)
        {
            at += document.AsSpan(at).IndexOf("\"integer\""u8) is var found and >= 0 ? found : throw new InvalidOperationException("No change was found that anybody would notice.");
            var changed = document.ToArray();
            "\"boolean\""u8.CopyTo(changed.AsSpan(at));
            if (Diff(document, changed) > 0)
            {
                return changed;
            }
        }
    }

    private static int Diff(byte[] old, byte[] changed)
    {
        var faults = new List<ConfigFault>();
        return OpenApiComparison.Compare(DocumentReader.Read("old.json", old, faults)!, DocumentReader.Read("new.json", changed, faults)!, new ComparisonOptions { Today = new DateOnly(2026, 1, 1) }).Changes.Count;
    }

    private static Cost Time(Action work)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var (used, start) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        work();
        return new Cost(Stopwatch.GetElapsedTime(start).TotalMilliseconds, (Environment.CpuUsage.TotalTime - used).TotalMilliseconds);
    }

    private static long Kept(byte[] document, int major)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var contract = Register("large.json", document, major);
        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(contract);
        return after - before;
    }

    // What the folder of contracts does with a file that is new.
    private static OpenApiContract Register(string name, byte[] content, int major)
    {
        var file = new ContractFileName("bench/document.v1.openapi.json", "bench", "document", major);
        var faults = new List<ConfigFault>();
        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        return DocumentReader.Read(name, content, faults) is { } source && OpenApiReader.Read(file, hash, source, faults) is { } contract
            ? contract
            : throw new InvalidOperationException($"The document cannot be registered: {string.Join("; ", faults.Take(5))}");
    }
}

using System.Diagnostics;
using System.Globalization;

namespace RetailSync.Fuzz;

/// <summary>Feeds targets in turn until the time is over, and makes what it finds small.</summary>
internal sealed class FuzzRun(IReadOnlyList<FuzzTarget> targets, int seed, string folder, TextWriter output)
{
    private const int MostFindings = 10;
    private const long MostBytes = 200_000_000;
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, int> _found = new(StringComparer.Ordinal);

    // A crash that ends the process leaves its input here.
    private readonly string _current = Path.Combine(folder, "current");

    /// <summary>Whether nothing was found.</summary>
    public bool Run(TimeSpan span)
    {
        Directory.CreateDirectory(folder);
        output.WriteLine($"seed {seed}, {span.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s, {string.Join(", ", targets.Select(target => target.Name))}");
        var (clock, next, count) = (Stopwatch.StartNew(), BetweenLines, 0L);
        for (; clock.Elapsed < span && _found.Count < MostFindings; count++)
        {
            var target = targets[(int)(count % targets.Count)];
            var input = target.Make(new Random(HashCode(count)));
            File.WriteAllBytes($"{_current}.{target.Name}", input);
            if (Try(target, input) is { } finding)
            {
                Report(target, input, finding);
            }

            if (clock.Elapsed > next)
            {
                output.WriteLine($"{(int)clock.Elapsed.TotalSeconds} s: {count} inputs, {_found.Count} findings");
                next += BetweenLines;
            }
        }

        foreach (var target in targets)
        {
            File.Delete($"{_current}.{target.Name}");
        }

        output.WriteLine($"{count} inputs in {(int)clock.Elapsed.TotalSeconds} s, {_found.Count} findings, seed {seed}");
        return _found.Count == 0;
    }

    /// <summary>Whether a file of an earlier run is borne now.</summary>
    public bool Replay(string file)
    {
        var target = targets.First(target => Path.GetFileName(file).Contains(target.Name, StringComparison.Ordinal));
        var finding = Try(target, File.ReadAllBytes(file));
        output.WriteLine(finding?.ToString() ?? "nothing found");
        return finding is null;
    }

    private int HashCode(long count) => unchecked((seed * 1_000_003) + (int)(count * 7919) + (int)(count >> 20));

    private static Finding? Try(FuzzTarget target, byte[] input)
    {
        var finding = Once(target, input, out var time, out var bytes);
        if (finding is not null || (time < MostTime && bytes < MostBytes))
        {
            return finding;
        }

        // A busy machine is no finding: it has to take as long again.
        finding = Once(target, input, out time, out bytes);
        return finding is not null ? finding
            : bytes >= MostBytes ? new Finding("memory", $"{bytes / 1_000_000} MB allocated for {input.Length} bytes")
            : time >= MostTime ? new Finding("time", $"{time.TotalSeconds:F1} s for {input.Length} bytes")
            : null;
    }

    private static Finding? Once(FuzzTarget target, byte[] input, out TimeSpan time, out long bytes)
    {
        var (before, start) = (GC.GetTotalAllocatedBytes(), Stopwatch.GetTimestamp());
        try
        {
            return target.Check(input);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Any exception is what this looks for.
            var frame = e.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("RetailSync.Contracts", StringComparison.Ordinal))?.Trim() ?? "";
            return new Finding($"{e.GetType().Name} {frame.Split(" in ")[0]}", e.ToString());
        }
        finally
        {
            time = Stopwatch.GetElapsedTime(start);
            bytes = GC.GetTotalAllocatedBytes() - before;
        }
    }

    private void Report(FuzzTarget target, byte[] input, Finding finding)
    {
        var key = $"{target.Name} {finding.Kind}";
        _found[key] = _found.GetValueOrDefault(key) + 1;
        if (_found[key] > 1)
        {
            return;
        }

        var small = Minimizer.Smallest(input, candidate => Try(target, candidate)?.Kind == finding.Kind);
        var file = Path.Combine(folder, $"{target.Name}-{seed}-{_found.Count}");
        File.WriteAllBytes(file, small);
        output.WriteLine($"FOUND {key}\n  {(Try(target, small) ?? finding).Detail.ReplaceLineEndings("\n  ")}\n  {small.Length} bytes, made from {input.Length}: {file}");
    }
}

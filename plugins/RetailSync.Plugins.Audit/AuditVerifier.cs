using System.Text.Json;
using RetailSync.Plugins.Audit.Trail;

namespace RetailSync.Plugins.Audit;

/// <summary>Checks that a trail is what the gateway wrote, as far as that can be known.</summary>
/// <remarks>
/// Found: lines that were changed, removed, inserted or moved, files that are missing, and a tail that was cut while <c>head.json</c> was left or <paramref name="expect"/>
/// names a later record. Not found: a trail that was rewritten from some record to its end together with its head, when no hash from after that record was kept elsewhere.
/// </remarks>
/// <param name="expect">The hash of a record that must be in the trail; null: none is known.</param>
/// <param name="from">The hash that the first record here is chained to, when older files were put elsewhere; null: the trail begins here.</param>
public sealed class AuditVerifier(string? expect = null, string? from = null)
{
    private readonly List<(string File, string Message)> _broken = [];
    private long _missed;
    private int _unclean;
    private bool _isExpectedThere;
    private bool _isHeadThere;

    /// <summary>Reads a folder's trail from its first file to its last. Once.</summary>
    /// <exception cref="IOException">The folder or a file cannot be read, or holds no trail.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or a file may not be read.</exception>
    public AuditVerification Verify(string folder)
    {
        var files = TrailFiles.Find(folder);
        var head = TrailHead.Read(folder);
        if (files.Count == 0 && head is null)
        {
            throw new FileNotFoundException($"{folder} holds no trail: no file is named audit-<day>-<number>.jsonl.");
        }

        var faults = new List<TrailFault>();
        var walker = new TrailWalker(0, from ?? TrailLine.Beginning) { TakesAnyFirst = from is not null, OnRecord = (line, text) => Look(line, text, head) };
        _isHeadThere = head is { Sequence: 0 };
        var due = from is null ? 1 : files.Select(file => file.Number).FirstOrDefault(1);
        foreach (var (number, path) in files)
        {
            var name = Path.GetFileName(path);
            if (number != due)
            {
                faults.Add(new TrailFault(name, 0, number > due
                    ? $"file {due:D6} is missing before it. If older files were put elsewhere, give the hash that the first one here follows on: --from."
                    : $"there are two files {number:D6}."));
            }

            due = number + 1;
            var before = walker.Faults.Count;
            walker.Walk(name, File.ReadAllBytes(path));
            faults.AddRange(walker.Faults.Skip(before));
        }

        faults.AddRange(_broken.Select(broken => new TrailFault(broken.File, 0, broken.Message)));
        faults.AddRange(Ends(head, walker));
        return new AuditVerification
        {
            Folder = folder,
            Files = files.Count,
            Records = walker.Records,
            LastSequence = walker.Sequence,
            LastHash = walker.Hash,
            Torn = walker.Torn,
            Missed = _missed,
            UncleanStarts = _unclean,
            Faults = faults,
        };
    }

    private IEnumerable<TrailFault> Ends(TrailHead? head, TrailWalker walker)
    {
        if (head is null)
        {
            yield return new TrailFault("head.json", 0, "it is missing, so that nothing says where the trail should end.");
        }
        else if (!_isHeadThere)
        {
            yield return new TrailFault("head.json", 0, $"record {head.Sequence} ({head.Hash[..Math.Min(12, head.Hash.Length)]}...) had been written, but the trail ends at {walker.Sequence} or has another there: it was cut or rewritten.");
        }

        if (expect is not null && !_isExpectedThere)
        {
            yield return new TrailFault("", 0, "the record with the expected hash is not in the trail: it was cut or rewritten before that record.");
        }
    }

    private void Look(TrailLine line, ReadOnlyMemory<byte> text, TrailHead? head)
    {
        _isExpectedThere |= line.Hash.Equals(expect, StringComparison.OrdinalIgnoreCase);
        _isHeadThere |= line.Sequence == head?.Sequence && line.Hash == head.Hash;
        switch (line.Kind)
        {
            case "gap":
                _missed += Field(text, "missed") is { ValueKind: JsonValueKind.Number } missed ? missed.GetInt64() : 0;
                break;
            case "started":
                _unclean += Field(text, "cleanly") is { ValueKind: JsonValueKind.False } ? 1 : 0;
                break;
            case "broken":
                _broken.Add(($"record {line.Sequence}", $"the gateway found the trail broken when it was started: {Field(text, "reason")}."));
                break;
        }
    }

    private static JsonElement? Field(ReadOnlyMemory<byte> text, string name)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.TryGetProperty(name, out var value) ? value.Clone() : null;
    }
}

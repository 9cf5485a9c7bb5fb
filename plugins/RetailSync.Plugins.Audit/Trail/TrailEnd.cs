using System.Globalization;

namespace RetailSync.Plugins.Audit.Trail;

/// <summary>How a trail ends, as found when it is opened. Immutable.</summary>
internal sealed record TrailEnd
{
    private const int DayStart = 6;

    private static readonly TrailEnd None = new() { Hash = TrailLine.Beginning, IsClean = true };

    /// <summary>The number of the last record that holds.</summary>
    public long Sequence { get; private init; }

    /// <summary>Its hash.</summary>
    public required string Hash { get; init; }

    /// <summary>The last file's number; 0 when there is none.</summary>
    public int Number { get; private init; }

    /// <summary>The last file's day.</summary>
    public DateOnly Day { get; private init; }

    /// <summary>Whether the gateway that wrote it had stopped on purpose.</summary>
    public bool IsClean { get; private init; }

    /// <summary>Whether the last line has no end.</summary>
    public bool NeedsLineEnd { get; private init; }

    /// <summary>The record that says what is wrong with the end; null when nothing is.</summary>
    public TrailRecord? Repair { get; private init; }

    /// <summary>Looks at the end of a folder's trail: the last file, and what <c>head.json</c> says.</summary>
    public static TrailEnd Find(string folder)
    {
        var files = TrailFiles.Find(folder);
        var head = TrailHead.Read(folder);
        if (files.Count == 0)
        {
            return head is { Sequence: > 0 }
                ? throw new IOException($"head.json in {folder} speaks of {head.Sequence} records, but there are none. Move the folder away to begin a new trail.")
                : None;
        }

        var (walker, content) = WalkLast(files, files.Count - 1);
        var rest = content.AsMemory(walker.SoundLength);
        var isBehind = head is null || head.Sequence > walker.Sequence || (head.Sequence == walker.Sequence && head.Hash != walker.Hash);
        var name = Path.GetFileName(files[^1].Path);
        return new TrailEnd
        {
            Sequence = walker.Sequence,
            Hash = walker.Hash,
            Number = files[^1].Number,
            Day = DateOnly.ParseExact(name.AsSpan(DayStart, 8), "yyyyMMdd", CultureInfo.InvariantCulture),
            IsClean = walker.Kind == "stopped" && rest.IsEmpty && !isBehind,
            NeedsLineEnd = !rest.IsEmpty && rest.Span[^1] != '\n',
            Repair = isBehind ? Broken(head, rest) : rest.IsEmpty ? null : Torn(rest),
        };
    }

    // Stops at the first fault: what comes after it is passed over by the record that tells of it.
    private static (TrailWalker Walker, byte[] Content) WalkLast(IReadOnlyList<(int Number, string Path)> files, int index)
    {
        var content = File.ReadAllBytes(files[index].Path);
        var first = content.AsSpan(0, Math.Max(0, content.AsSpan().IndexOf((byte)'\n')));
        var (sequence, hash) = TrailLine.TryRead(first, out var line) && line is { Kind: "file", Previous: { } previous } && TrailLine.Follows(first, previous)
            ? (line.Sequence - 1, previous)
            : index == 0 ? (0, TrailLine.Beginning) : EndOf(WalkLast(files, index - 1).Walker);
        var walker = new TrailWalker(sequence, hash) { StopsAtFault = true };
        walker.Walk(Path.GetFileName(files[index].Path), content);
        return (walker, content);
    }

    private static (long Sequence, string Hash) EndOf(TrailWalker walker) => (walker.Sequence, walker.Hash);

    private static TrailRecord Torn(ReadOnlyMemory<byte> rest) => new("torn", null, json =>
    {
        json.WriteNumber("bytes"u8, rest.Length);
        json.WriteString("sha256"u8, TrailLine.HashOf(rest.Span));
    });

    private static TrailRecord Broken(TrailHead? head, ReadOnlyMemory<byte> rest) => new("broken", null, json =>
    {
        json.WriteNumber("bytes"u8, rest.Length);
        json.WriteString("sha256"u8, TrailLine.HashOf(rest.Span));
        if (head is null)
        {
            json.WriteString("reason"u8, "head.json was missing");
        }
        else
        {
            json.WriteString("reason"u8, "records that had been written were gone or changed");
            json.WriteNumber("headSequence"u8, head.Sequence);
            json.WriteString("headHash"u8, head.Hash);
        }
    });
}

namespace RetailSync.Plugins.Audit.Trail;

/// <summary>Follows the chain through the files of a trail, one after the other, and notes where it does not hold. One thread at a time.</summary>
internal sealed class TrailWalker(long sequence, string hash)
{
    private readonly List<TrailFault> _faults = [];

    /// <summary>The number of the last record that was read.</summary>
    public long Sequence { get; private set; } = sequence;

    /// <summary>Its hash.</summary>
    public string Hash { get; private set; } = hash;

    /// <summary>Its kind; null before the first.</summary>
    public string? Kind { get; private set; }

    /// <summary>Where the last record that holds ends in its file.</summary>
    public int SoundLength { get; private set; }

    /// <summary>How many records hold.</summary>
    public long Records { get; private set; }

    /// <summary>How many broken tails were recorded as such after crashes.</summary>
    public int Torn { get; private set; }

    /// <summary>Where the chain does not hold.</summary>
    public IReadOnlyList<TrailFault> Faults => _faults;

    /// <summary>Called with each record that holds.</summary>
    public Action<TrailLine, ReadOnlyMemory<byte>>? OnRecord { get; init; }

    /// <summary>Whether the first record may have any number: the trail's beginning is kept elsewhere.</summary>
    public bool TakesAnyFirst { get; init; }

    /// <summary>Whether to stop at the first fault of a file, without going on from what the faulty line says of itself.</summary>
    public bool StopsAtFault { get; init; }

    /// <summary>Walks through one file.</summary>
    public void Walk(string file, ReadOnlyMemory<byte> content)
    {
        var (offset, number) = (0, 0);
        SoundLength = 0;
        while (offset < content.Length)
        {
            number++;
            var rest = content[offset..];
            var end = rest.Span.IndexOf((byte)'\n');
            if (end < 0)
            {
                _faults.Add(new TrailFault(file, number, "the line has no end: the trail was cut here, or a crash has torn it and the gateway was not started since."));
                return;
            }

            var line = rest[..end];
            if (TryAccept(line))
            {
                SoundLength = offset += end + 1;
            }
            else if (FindSkip(rest, out var skip, out var lines))
            {
                // What was torn stands in the trail as a record of its own; that record comes next.
                Torn++;
                (offset, number) = (offset + skip, number + lines - 1);
            }
            else
            {
                _faults.Add(new TrailFault(file, number, Reason(line.Span)));
                if (StopsAtFault)
                {
                    return;
                }

                Adopt(line.Span);
                offset += end + 1;
            }
        }
    }

    private bool TryAccept(ReadOnlyMemory<byte> line)
    {
        if (!TrailLine.TryRead(line.Span, out var read) || (read.Sequence != Sequence + 1 && !(TakesAnyFirst && Records == 0)) || !TrailLine.Follows(line.Span, Hash))
        {
            return false;
        }

        (Sequence, Hash, Kind) = (read.Sequence, read.Hash, read.Kind);
        Records++;
        OnRecord?.Invoke(read, line);
        return true;
    }

    // A later record that follows on the last sound one and says how many bytes before it to pass over, and their hash.
    private bool FindSkip(ReadOnlyMemory<byte> rest, out int skip, out int lines)
    {
        (skip, lines) = (0, 0);
        while (rest.Span[skip..].IndexOf((byte)'\n') is var end and >= 0)
        {
            skip += end + 1;
            lines++;
            var next = rest.Span[skip..];
            var line = next.IndexOf((byte)'\n') is var stop and >= 0 ? next[..stop] : next;
            if (TrailLine.TryRead(line, out var read) && read.SkippedHash is not null && read.Sequence == Sequence + 1 && TrailLine.Follows(line, Hash)
                && (read.SkippedBytes == skip || read.SkippedBytes == skip - 1)
                && TrailLine.HashOf(rest.Span[..(int)read.SkippedBytes]) == read.SkippedHash)
            {
                lines++;
                return true;
            }
        }

        return false;
    }

    private string Reason(ReadOnlySpan<byte> line)
    {
        if (!TrailLine.TryRead(line, out var read))
        {
            return "this is no record of a trail: the line was changed or inserted.";
        }

        return read.Sequence.CompareTo(Sequence + 1) switch
        {
            0 => $"record {read.Sequence} does not match its hash: it was changed, or another was put before it.",
            > 0 => $"record {read.Sequence} stands where {Sequence + 1} is due: {read.Sequence - Sequence - 1} removed or moved.",
            < 0 => $"record {read.Sequence} stands where {Sequence + 1} is due: it was moved or inserted.",
        };
    }

    // Goes on from what the line says of itself, so that one change is one fault.
    private void Adopt(ReadOnlySpan<byte> line)
    {
        if (TrailLine.TryRead(line, out var read))
        {
            (Sequence, Hash, Kind) = (Math.Max(Sequence, read.Sequence), read.Hash, read.Kind);
        }
    }
}

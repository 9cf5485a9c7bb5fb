using System.Buffers.Binary;

namespace RetailSync.Store.Sqlite;

/// <summary>
/// Looks into a write-ahead log before SQLite does. SQLite drops a log from its first frame that does not add up, which is right for a torn end, and silent when the disk has changed
/// a frame in the middle: then acknowledged commits are dropped with it. The two are told apart here, as the file format's section 4 ("The Write-Ahead Log") has the frames.
/// </summary>
internal static class WalInspection
{
    private const int HeaderBytes = 32;
    private const int FrameHeaderBytes = 24;
    private const uint Magic = 0x377f0682;

    // Each commit is on disk before the next one begins, so a power cut can tear the last one only.
    private const int TornCommits = 1;

    /// <summary>Why acknowledged commits would be lost; empty when the log is whole, or only its last commit was torn off.</summary>
    /// <param name="file">The store's file; nobody may be using it.</param>
    public static IReadOnlyList<string> Findings(string file)
    {
        if (!File.Exists(file + "-wal"))
        {
            return [];
        }

        using var log = new FileStream(file + "-wal", FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16);
        Span<byte> header = stackalloc byte[HeaderBytes];
        if (log.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes)
        {
            return [];
        }

        var magic = BinaryPrimitives.ReadUInt32BigEndian(header);
        var pageBytes = BinaryPrimitives.ReadUInt32BigEndian(header[8..]);
        if ((magic & ~1u) != Magic || pageBytes is < 512 or > 65_536)
        {
            return [$"{file}-wal has no head of a write-ahead log: what it holds would be dropped"];
        }

        var sum = new Sum(IsBigEndian: (magic & 1) != 0);
        sum.Add(header[..24]);
        if (!sum.Is(header[24..]))
        {
            return [$"the head of {file}-wal does not add up: what it holds would be dropped"];
        }

        var lost = CommitsAfterBreak(log, header[16..24], sum, (int)pageBytes);
        return lost > TornCommits ? [$"{file}-wal is damaged in the middle: {lost} commits from there on would be dropped, and at most {TornCommits} of them was never acknowledged"] : [];
    }

    private static int CommitsAfterBreak(FileStream log, ReadOnlySpan<byte> salt, Sum sum, int pageBytes)
    {
        var frame = new byte[FrameHeaderBytes + pageBytes];
        var (broken, lost) = (false, 0);
        while (log.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false) == frame.Length)
        {
            // Frames with another salt are left over from before the log was begun anew.
            var head = frame.AsSpan(0, FrameHeaderBytes);
            var current = head[8..16].SequenceEqual(salt);
            if (!broken)
            {
                sum.Add(head[..8]);
                sum.Add(frame.AsSpan(FrameHeaderBytes));
                broken = !current || !sum.Is(head[16..]);
            }

            // The size of the database stands in the last frame of a commit.
            lost += broken && current && BinaryPrimitives.ReadUInt32BigEndian(head[4..]) != 0 ? 1 : 0;
        }

        return lost;
    }

    // SQLite's running sum over pairs of words.
    private sealed record Sum(bool IsBigEndian)
    {
        private uint _first;
        private uint _second;

        public void Add(ReadOnlySpan<byte> bytes)
        {
            for (; bytes.Length >= 8; bytes = bytes[8..])
            {
                _first += Word(bytes) + _second;
                _second += Word(bytes[4..]) + _first;
            }
        }

        public bool Is(ReadOnlySpan<byte> stored) => BinaryPrimitives.ReadUInt32BigEndian(stored) == _first && BinaryPrimitives.ReadUInt32BigEndian(stored[4..]) == _second;

        private uint Word(ReadOnlySpan<byte> bytes) => IsBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }
}

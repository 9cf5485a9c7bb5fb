using System.Buffers;

namespace RetailSync.Plugins.Audit.Trail;

/// <summary>Appends to a trail. What was committed has been flushed to the disk. One thread at a time; one process at a time.</summary>
internal sealed class TrailWriter(string folder, int maxFileBytes, TimeProvider clock) : IDisposable
{
    private readonly ArrayBufferWriter<byte> _pending = new();
    private FileStream? _lock;
    private FileStream? _file;
    private int _number;
    private DateOnly _day;
    private (long Sequence, string Hash) _committed;
    private bool _isAbandoned;

    /// <summary>The number of the last record, pending ones included.</summary>
    public long Sequence { get; private set; }

    /// <summary>Its hash.</summary>
    public string Hash { get; private set; } = TrailLine.Beginning;

    /// <summary>The name of the file that is being written.</summary>
    public string FileName => TrailFiles.NameOf(_number, new DateTimeOffset(_day, TimeOnly.MinValue, TimeSpan.Zero));

    /// <summary>Opens or begins the trail; records what a crash or anybody else has done to its end.</summary>
    /// <exception cref="IOException">Another process writes this trail, or the folder cannot be written.</exception>
    public void Open()
    {
        Directory.CreateDirectory(folder);
        _lock ??= new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        var last = Continue();
        if (_number == 0)
        {
            // So that a trail without a head is always one whose head was taken away.
            new TrailHead(0, Hash, "").Write(folder);
        }

        Append(new TrailRecord("started", null, json => json.WriteBoolean("cleanly"u8, last.IsClean)));
        Commit();
    }

    /// <summary>Adds a record, to be written by the next commit.</summary>
    public void Append(TrailRecord record)
    {
        if (_isAbandoned)
        {
            Continue();
        }

        var now = clock.GetUtcNow();
        var day = DateOnly.FromDateTime(now.UtcDateTime);
        if (_file is null || day > _day || _file.Length + _pending.WrittenCount >= maxFileBytes)
        {
            Commit();
            Begin(day, now);
        }

        Add(record, record.At ?? now);
    }

    /// <summary>Writes what was added and waits until the disk has it.</summary>
    public void Commit()
    {
        if (_file is null || _pending.WrittenCount == 0)
        {
            return;
        }

        try
        {
            _file.Write(_pending.WrittenSpan);
            _file.Flush(flushToDisk: true);
            _pending.ResetWrittenCount();
            _committed = (Sequence, Hash);
            new TrailHead(Sequence, Hash, FileName).Write(folder);
        }
        catch
        {
            // Half a batch may stand there now: the next call looks at the file afresh.
            Abandon();
            throw;
        }
    }

    /// <summary>Ends the trail as one that was stopped on purpose.</summary>
    public void Close()
    {
        try
        {
            Append(new TrailRecord("stopped", null, static _ => { }));
            Commit();
        }
        finally
        {
            Dispose();
        }
    }

    /// <summary>Lets the files go without writing anything, as the end of the process would.</summary>
    public void Dispose()
    {
        Abandon();
        _lock?.Dispose();
        _lock = null;
    }

    private void Abandon()
    {
        _file?.Dispose();
        _file = null;
        _isAbandoned = true;
        _pending.ResetWrittenCount();
        (Sequence, Hash) = _committed;
    }

    // Goes on where the trail ends, and says in it what is wrong with the end.
    private TrailEnd Continue()
    {
        var last = TrailEnd.Find(folder);
        (Sequence, Hash, _number, _day) = (last.Sequence, last.Hash, last.Number, last.Day);
        _committed = (Sequence, Hash);
        _file = _number == 0 ? null : new FileStream(Path.Combine(folder, FileName), TrailFiles.Writing(FileMode.Append));
        _isAbandoned = false;
        if (last.NeedsLineEnd)
        {
            _pending.Write("\n"u8);
        }

        if (last.Repair is { } repair)
        {
            Add(repair, clock.GetUtcNow());
        }

        return last;
    }

    private void Begin(DateOnly day, DateTimeOffset now)
    {
        var (previousFile, previousHash) = (_file is null ? null : FileName, Hash);

        // Should the new file not open, the next call looks at the folder afresh.
        Abandon();
        (_number, _day) = (_number + 1, day);
        _file = new FileStream(Path.Combine(folder, FileName), TrailFiles.Writing(FileMode.CreateNew));
        _isAbandoned = false;
        Add(
            new TrailRecord("file", null, json =>
            {
                json.WriteString("name"u8, FileName);
                json.WriteString("after"u8, previousFile);
                json.WriteString("previous"u8, previousHash);
            }),
            now);
    }

    private void Add(TrailRecord record, DateTimeOffset at) => Hash = TrailLine.Write(_pending, ++Sequence, at, record, Hash);
}

using SQLitePCL;

namespace RetailSync.Store.Sqlite;

/// <summary>Keeps the write-ahead log short: its pages are copied into the file when there are many of them, and it is cut to nothing when the writer has nothing to do. For one thread.</summary>
internal sealed class SqliteLog(sqlite3 database, int copyFrom)
{
    // SQLite's SQLITE_DBSTATUS_CACHE_WRITE: pages that the connection has written, all of them into the log.
    private const int PagesWritten = 9;

    // Readers that never leave a gap keep the log from starting over; then they are waited for once it is this many times as long.
    private const int WaitFactor = 4;

    private int _sinceCopy;
    private bool _isEmpty;

    /// <summary>Pages in the log that are not known to be in the file.</summary>
    public int Pages { get; private set; }

    /// <summary>Does what is due.</summary>
    /// <param name="idle">Whether nobody waits.</param>
    /// <exception cref="SqliteFault">Copying failed. Nothing is lost: it stands in the log.</exception>
    public void Tend(bool idle)
    {
        raw.sqlite3_db_status(database, PagesWritten, out var written, out _, 1);
        _sinceCopy += written;
        _isEmpty &= written == 0;
        Pages = Math.Max(Pages, 0) + written;
        if (idle && !_isEmpty)
        {
            _isEmpty = Checkpoint(raw.SQLITE_CHECKPOINT_TRUNCATE, wait: false);
        }
        else if (_sinceCopy >= copyFrom)
        {
            _sinceCopy = 0;
            Checkpoint(Pages >= WaitFactor * copyFrom ? raw.SQLITE_CHECKPOINT_RESTART : raw.SQLITE_CHECKPOINT_PASSIVE, wait: Pages >= WaitFactor * copyFrom);
        }
    }

    private bool Checkpoint(int mode, bool wait)
    {
        const int WaitMilliseconds = 1_000;
        const int UsualMilliseconds = 5_000;
        raw.sqlite3_busy_timeout(database, wait ? WaitMilliseconds : 0);
        var code = raw.sqlite3_wal_checkpoint_v2(database, "main", mode, out var log, out var copied);
        raw.sqlite3_busy_timeout(database, UsualMilliseconds);
        if (code is not (raw.SQLITE_OK or raw.SQLITE_BUSY))
        {
            throw SqliteFault.Of(database);
        }

        if (log >= 0 && copied == log)
        {
            (Pages, _sinceCopy) = (0, 0);
        }

        return code == raw.SQLITE_OK;
    }
}

using System.Globalization;
using Microsoft.Data.Sqlite;

namespace RetailSync.Store.Sqlite;

/// <summary>
/// The time by which what is kept grows old. While the store is open it goes with the monotonic clock, so no jump of the time of day moves it. Between two openings it goes on by what the
/// time of day says, but never back and by <see cref="LongestGap"/> at most: nobody can tell a long stop from a clock that was set wrong. It therefore only ever lags behind, and what
/// is kept lives at least as long as it was promised. Safe to use from many threads.
/// </summary>
internal sealed class AgingClock
{
    /// <summary>The most that a stop, however long, counts for: 1 hour. Longer than any restart; much shorter than keys are kept.</summary>
    public static readonly TimeSpan LongestGap = TimeSpan.FromHours(1);

    /// <summary>How often it is written down: 1 minute. What a crash leaves unwritten counts as part of the stop.</summary>
    public static readonly TimeSpan KeepPeriod = TimeSpan.FromMinutes(1);

    private const string Own = "aging";
    private const string TimeOfDay = "aging-time-of-day";

    private static readonly Sql KeepOne = new(
        "insert into store_meta (name, value) values (@name, @value) on conflict (name) do update set value = excluded.value", ("name", SqlType.Text), ("value", SqlType.Integer));

    private readonly TimeProvider _clock;
    private readonly DateTimeOffset _start;
    private readonly long _since;

    private AgingClock(TimeProvider clock, DateTimeOffset start) => (_clock, _start, _since) = (clock, start, clock.GetTimestamp());

    /// <summary>What it shows.</summary>
    public DateTimeOffset Now => _start + _clock.GetElapsedTime(_since);

    /// <summary>Goes on from what was written down; from the time of day when nothing was.</summary>
    public static AgingClock Open(SqliteConnection connection, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        var gap = now - (Read(connection, TimeOfDay) ?? now);
        return new AgingClock(clock, (Read(connection, Own) ?? now) + (gap < TimeSpan.Zero ? TimeSpan.Zero : gap > LongestGap ? LongestGap : gap));
    }

    /// <summary>Writes it down.</summary>
    public StoreWrite ToWrite() => new StoreWrite().Add(KeepOne, Own, Microseconds(Now)).Add(KeepOne, TimeOfDay, Microseconds(_clock.GetUtcNow()));

    private static DateTimeOffset? Read(SqliteConnection connection, string name)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "select value from store_meta where name = @name";
        command.Parameters.AddWithValue("@name", name);
        return command.ExecuteScalar() is { } value ? DateTimeOffset.UnixEpoch.AddMicroseconds(Convert.ToInt64(value, CultureInfo.InvariantCulture)) : null;
    }

    private static long Microseconds(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
}

using System.Data;
using System.Data.Common;
using RetailSync.Store;

namespace RetailSync.Events.Log;

/// <summary>Short ways to read rows from either database.</summary>
internal static class LogRows
{
    /// <summary>Reads every row of a query.</summary>
    public static Task<List<T>> RowsAsync<T>(this IStore store, string text, Func<DbDataReader, T> row, CancellationToken cancellationToken, params (string Name, object? Value)[] values) =>
        store.ReadAsync(
            async (connection, cancel) =>
            {
                await using var command = connection.CreateCommand();
                command.CommandText = text;
                foreach (var (name, value) in values)
                {
                    var parameter = command.CreateParameter();
                    parameter.ParameterName = "@" + name;
                    parameter.DbType = value switch { long => DbType.Int64, byte[] => DbType.Binary, _ => DbType.String };
                    parameter.Value = value ?? DBNull.Value;
                    command.Parameters.Add(parameter);
                }

                var rows = new List<T>();
                await using var reader = await command.ExecuteReaderAsync(cancel);
                while (await reader.ReadAsync(cancel))
                {
                    rows.Add(row(reader));
                }

                return rows;
            },
            cancellationToken);

    /// <summary>A text that may be null.</summary>
    public static string? Text(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    /// <summary>A number that may be null.</summary>
    public static long? Integer(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);

    /// <summary>Bytes that may be null.</summary>
    public static byte[]? Bytes(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<byte[]>(column);

    /// <summary>A time that may be null.</summary>
    public static DateTimeOffset? Time(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : FromStore(reader.GetInt64(column));

    /// <summary>A time as the store keeps it: microseconds since 1970 in UTC.</summary>
    public static long ToStore(this DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>A time that the store has kept.</summary>
    public static DateTimeOffset FromStore(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    /// <summary>Whether a fault means that the store cannot be used at the moment, and not that the program is wrong.</summary>
    public static bool IsTrouble(Exception fault) => fault is StoreUnavailableException or StoreUncertainException or DbException or IOException or TimeoutException;
}

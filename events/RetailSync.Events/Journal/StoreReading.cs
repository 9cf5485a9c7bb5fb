using System.Data;
using System.Data.Common;
using RetailSync.Store;

namespace RetailSync.Events.Journal;

/// <summary>Short ways to read from either database.</summary>
internal static class StoreReading
{
    /// <summary>Reads every row of a query.</summary>
    public static Task<List<T>> ListAsync<T>(this IStore store, string text, Func<DbDataReader, T> row, CancellationToken cancellationToken, params (string Name, object? Value)[] values) =>
        store.ReadAsync(
            async (connection, cancel) =>
            {
                await using var command = connection.CreateCommand();
                command.CommandText = text;
                foreach (var (name, value) in values)
                {
                    var parameter = command.CreateParameter();
                    parameter.ParameterName = "@" + name;
                    parameter.DbType = value switch { long or int => DbType.Int64, byte[] => DbType.Binary, _ => DbType.String };
                    parameter.Value = value switch { int small => (long)small, null => DBNull.Value, _ => value };
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

    /// <summary>Reads the first row of a query; default when there is none.</summary>
    public static async Task<T?> FirstAsync<T>(this IStore store, string text, Func<DbDataReader, T> row, CancellationToken cancellationToken, params (string Name, object? Value)[] values) =>
        (await store.ListAsync(text, row, cancellationToken, values)) is [var first, ..] ? first : default;

    /// <summary>A text that may be null.</summary>
    public static string? TextOrNull(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    /// <summary>A number that may be null.</summary>
    public static long? IntegerOrNull(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);

    /// <summary>Bytes that may be null.</summary>
    public static byte[]? BytesOrNull(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<byte[]>(column);

    /// <summary>Whether a fault means that the store cannot be used at the moment, and not that the code is wrong.</summary>
    public static bool IsTrouble(Exception fault) =>
        fault is StoreUnavailableException or StoreUncertainException or DbException or IOException or TimeoutException or ObjectDisposedException;
}

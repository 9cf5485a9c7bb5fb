using System.Buffers;
using System.Text;
using SQLitePCL;

namespace RetailSync.Store.Sqlite;

/// <summary>A prepared statement of the writer's connection, used again and again with other values. For one thread.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly int[] _places;
    private readonly bool _writes;

    /// <exception cref="SqliteFault">The SQL is wrong.</exception>
    public SqliteStatement(sqlite3 database, Sql sql)
    {
        _database = database;
        if (raw.sqlite3_prepare_v3(database, sql.Text, raw.SQLITE_PREPARE_PERSISTENT, out _statement, out var tail) != raw.SQLITE_OK)
        {
            throw SqliteFault.Of(database);
        }

        if (_statement is null || _statement.IsInvalid || !string.IsNullOrWhiteSpace(tail))
        {
            _statement?.Dispose();
            throw new SqliteFault(raw.SQLITE_ERROR, $"One statement is expected: {sql.Text}");
        }

        _places = [.. sql.Parameters.Select(parameter => raw.sqlite3_bind_parameter_index(_statement, '@' + parameter.Name))];
        if (raw.sqlite3_bind_parameter_count(_statement) != _places.Distinct().Count() || _places.Contains(0))
        {
            _statement.Dispose();
            throw new SqliteFault(raw.SQLITE_ERROR, $"The declared parameters are not those of the text: {sql.Text}");
        }

        _writes = raw.sqlite3_stmt_readonly(_statement) == 0;
    }

    /// <summary>Carries it out.</summary>
    /// <returns>The number of rows that it has changed.</returns>
    /// <exception cref="SqliteFault">It failed; what it had changed is undone.</exception>
    public int Run(object?[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            Bind(_places[i], values[i]);
        }

        return Run();
    }

    /// <summary>Carries it out; it has no parameters.</summary>
    public int Run()
    {
        int code;
        do
        {
            code = raw.sqlite3_step(_statement);
        }
        while (code == raw.SQLITE_ROW);

        var fault = code == raw.SQLITE_DONE ? null : SqliteFault.Of(_database);
        var changed = _writes && fault is null ? raw.sqlite3_changes(_database) : 0;
        raw.sqlite3_reset(_statement);
        if (_places.Length > 0)
        {
            raw.sqlite3_clear_bindings(_statement);
        }

        return fault is null ? changed : throw fault;
    }

    /// <inheritdoc/>
    public void Dispose() => _statement.Dispose();

    private void Bind(int place, object? value)
    {
        var code = value switch
        {
            null => raw.sqlite3_bind_null(_statement, place),
            long number => raw.sqlite3_bind_int64(_statement, place, number),
            string text => BindText(place, text),
            byte[] { Length: 0 } => raw.sqlite3_bind_zeroblob(_statement, place, 0),
            byte[] bytes => raw.sqlite3_bind_blob(_statement, place, bytes),
            _ => throw new SqliteFault(raw.SQLITE_MISMATCH, $"A {value.GetType().Name} is no value."),
        };
        if (code != raw.SQLITE_OK)
        {
            var fault = SqliteFault.Of(_database);
            raw.sqlite3_clear_bindings(_statement);
            throw fault;
        }
    }

    private int BindText(int place, string text)
    {
        const int OnStack = 512;
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        var rented = most > OnStack ? ArrayPool<byte>.Shared.Rent(most) : null;
        var bytes = rented ?? stackalloc byte[OnStack];
        var length = Encoding.UTF8.GetBytes(text, bytes);
        var code = raw.sqlite3_bind_text(_statement, place, bytes[..length]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }

        return code;
    }
}

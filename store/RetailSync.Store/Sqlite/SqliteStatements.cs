using RetailSync.Store.Writing;
using SQLitePCL;

namespace RetailSync.Store.Sqlite;

/// <summary>The prepared statements of the writer's connection, found by the instance of their <see cref="Sql"/>. For one thread.</summary>
internal sealed class SqliteStatements(sqlite3 database) : IDisposable
{
    // Statements are static; somebody who makes new ones for every write must not fill the memory.
    private const int Most = 512;

    private readonly Dictionary<Sql, SqliteStatement> _prepared = new(ReferenceEqualityComparer.Instance);

    /// <summary>The prepared statement. It is prepared when it is asked for the first time.</summary>
    /// <exception cref="SqliteFault">The SQL is wrong.</exception>
    public SqliteStatement Find(Sql sql)
    {
        if (!_prepared.TryGetValue(sql, out var statement))
        {
            if (_prepared.Count >= Most)
            {
                Clear();
            }

            SqlText.RefuseControl(sql.Text);
            statement = new SqliteStatement(database, sql);
            _prepared.Add(sql, statement);
        }

        return statement;
    }

    /// <inheritdoc/>
    public void Dispose() => Clear();

    private void Clear()
    {
        foreach (var statement in _prepared.Values)
        {
            statement.Dispose();
        }

        _prepared.Clear();
    }
}

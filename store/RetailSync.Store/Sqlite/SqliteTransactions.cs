using RetailSync.Store.Writing;
using SQLitePCL;

namespace RetailSync.Store.Sqlite;

/// <summary>Carries units out on the writer's connection, one transaction at a time. For one thread.</summary>
internal sealed class SqliteTransactions(sqlite3 database) : IDisposable
{
    private readonly SqliteStatements _statements = new(database);
    private readonly SqliteStatement _begin = new(database, new Sql("begin immediate"));
    private readonly SqliteStatement _commit = new(database, new Sql("commit"));
    private readonly SqliteStatement _rollback = new(database, new Sql("rollback"));
    private readonly SqliteStatement _savepoint = new(database, new Sql("savepoint unit"));
    private readonly SqliteStatement _release = new(database, new Sql("release unit"));
    private readonly SqliteStatement _rollbackToSavepoint = new(database, new Sql("rollback to unit"));

    /// <summary>
    /// Whether the last fault left open what is on disk: the commit's last record may have reached it although the disk did not confirm it. The next commit that succeeds takes its
    /// place; a crash before that could bring it back.
    /// </summary>
    public bool IsUncertain { get; private set; }

    /// <summary>Carries out units in one transaction. They are on disk when it returns true.</summary>
    /// <param name="units">The units.</param>
    /// <param name="alone">Whether each is undone alone when it fails, which costs two statements more for each; its <see cref="PendingUnit.Fault"/> says why then.</param>
    /// <returns>False when a statement was at fault and nothing was written. Never when they run alone.</returns>
    /// <exception cref="SqliteFault">The file cannot be written. Nothing was, unless <see cref="IsUncertain"/> says so.</exception>
    public bool TryRun(List<PendingUnit> units, bool alone)
    {
        IsUncertain = false;
        try
        {
            _begin.Run();
            foreach (var unit in units)
            {
                if (alone)
                {
                    RunAlone(unit);
                }
                else if (TryRun(unit) is { } fault)
                {
                    if (units.Count > 1)
                    {
                        Rollback();
                        return false;
                    }

                    // There is nobody else in this transaction.
                    unit.Fault = fault;
                    Rollback();
                    return true;
                }
            }

            Commit();
            return true;
        }
        catch (SqliteFault)
        {
            Rollback();
            throw;
        }
    }

    /// <summary>Writes and removes what nobody misses, to find out whether writing works.</summary>
    /// <exception cref="SqliteFault">It does not.</exception>
    public void Probe()
    {
        IsUncertain = false;
        try
        {
            // Large enough that a disk with room for a page or two does not count as healthy.
            RunProbe("insert into store_meta (name, value) values ('probe', zeroblob(65536)) on conflict (name) do update set value = excluded.value");
            RunProbe("delete from store_meta where name = 'probe'");
        }
        catch (SqliteFault)
        {
            Rollback();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _statements.Dispose();
        foreach (var statement in (SqliteStatement[])[_begin, _commit, _rollback, _savepoint, _release, _rollbackToSavepoint])
        {
            statement.Dispose();
        }
    }

    private void RunAlone(PendingUnit unit)
    {
        _savepoint.Run();
        unit.Fault = TryRun(unit);
        if (unit.Fault is not null)
        {
            _rollbackToSavepoint.Run();
        }

        _release.Run();
    }

    // The caller's own fault is returned; one of the file is thrown.
    private Exception? TryRun(PendingUnit unit)
    {
        var statements = unit.Write.Statements;
        for (var i = 0; i < statements.Count; i++)
        {
            var (sql, values) = statements[i];
            try
            {
                unit.Changed[i] = _statements.Find(sql).Run(values);
            }
            catch (SqliteFault fault) when (fault.IsOfStatement)
            {
                return new StoreStatementException($"{fault.Message}. Statement: {sql.Text}", fault.IsConstraint, fault);
            }
            catch (ArgumentException control)
            {
                return control;
            }
        }

        return null;
    }

    private void Commit()
    {
        try
        {
            _commit.Run();
        }
        catch (SqliteFault fault)
        {
            IsUncertain = !fault.IsFull;
            throw;
        }
    }

    // Some faults end the transaction by themselves.
    private void Rollback()
    {
        if (raw.sqlite3_get_autocommit(database) == 0)
        {
            try
            {
                _rollback.Run();
            }
            catch (SqliteFault)
            {
                // The next transaction's begin meets the same fault and tells it.
            }
        }
    }

    private void RunProbe(string sql)
    {
        using var statement = new SqliteStatement(database, new Sql(sql));
        _begin.Run();
        statement.Run();
        Commit();
    }
}

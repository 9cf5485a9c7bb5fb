using Npgsql;
using NpgsqlTypes;
using RetailSync.Store.Writing;

namespace RetailSync.Store.Postgres;

/// <summary>Carries units out on the writer's connection, one transaction at a time: everything of a commit goes to the server at once. Not for several at the same time.</summary>
internal sealed class PostgresTransactions(PostgresSources sources, long epoch) : IAsyncDisposable
{
    private const int MostTexts = 512;
    private const int Attempts = 5;

    private readonly Dictionary<Sql, string> _texts = new(ReferenceEqualityComparer.Instance);
    private NpgsqlConnection? _connection;

    /// <summary>Whether the last failure left open what is written: the connection broke while the commit was under way.</summary>
    public bool IsUncertain { get; private set; }

    /// <summary>Carries out units in one transaction; one that fails alone has its <see cref="PendingUnit.Fault"/> set. They are on disk when it returns.</summary>
    /// <exception cref="Exception">One that <see cref="PostgresFailure.Is"/> knows. Nothing was written, unless <see cref="IsUncertain"/> says so. The connection is gone then.</exception>
    public async Task RunAsync(List<PendingUnit> units)
    {
        IsUncertain = false;
        try
        {
            var connection = _connection ??= await sources.Held.OpenConnectionAsync();
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    if (!await TryTogetherAsync(connection, Translate(units)))
                    {
                        await RunAloneAsync(connection, Translate(units));
                    }

                    return;
                }
                catch (PostgresException lost) when (PostgresFailure.IsWorthRepeating(lost) && attempt < Attempts)
                {
                    // The server has rolled it back for another's sake.
                    IsUncertain = false;
                }
            }
        }
        catch (Exception failure) when (PostgresFailure.Is(failure))
        {
            IsUncertain &= !PostgresFailure.IsCertain(failure);
            await DisposeAsync();
            throw;
        }
    }

    /// <summary>Writes what changes nothing, to find out whether writing works.</summary>
    public async Task ProbeAsync()
    {
        IsUncertain = false;
        try
        {
            var connection = _connection ??= await sources.Held.OpenConnectionAsync();
            await using var probe = new NpgsqlCommand("update store_node set node = node where epoch = $1", connection) { Parameters = { new() { Value = epoch } } };
            await probe.ExecuteNonQueryAsync();
        }
        catch (Exception failure) when (PostgresFailure.Is(failure))
        {
            await DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _connection, null) is { } connection)
        {
            await connection.DisposeAsync();
        }
    }

    private async Task<bool> TryTogetherAsync(NpgsqlConnection connection, List<(PendingUnit Unit, NpgsqlBatchCommand[] Commands)> units)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await using var batch = new NpgsqlBatch(connection, transaction) { BatchCommands = { Fence() } };
        foreach (var (_, commands) in units)
        {
            foreach (var command in commands)
            {
                batch.BatchCommands.Add(command);
            }
        }

        try
        {
            await batch.ExecuteNonQueryAsync();
        }
        catch (PostgresException fault) when (PostgresFailure.IsOfStatement(fault))
        {
            await transaction.RollbackAsync();
            if (units.Count > 1)
            {
                return false;
            }

            units[0].Unit.Fault = Faulty(units[0].Unit, units[0].Commands, fault);
            return true;
        }

        units.ForEach(Count);
        await CommitAsync(transaction);
        return true;
    }

    private async Task RunAloneAsync(NpgsqlConnection connection, List<(PendingUnit Unit, NpgsqlBatchCommand[] Commands)> units)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var fence = new NpgsqlBatch(connection, transaction) { BatchCommands = { Fence() } })
        {
            await fence.ExecuteNonQueryAsync();
        }

        foreach (var (unit, commands) in units)
        {
            await using var batch = new NpgsqlBatch(connection, transaction) { BatchCommands = { new NpgsqlBatchCommand("savepoint unit") } };
            foreach (var command in commands)
            {
                batch.BatchCommands.Add(command);
            }

            batch.BatchCommands.Add(new NpgsqlBatchCommand("release unit"));
            try
            {
                await batch.ExecuteNonQueryAsync();
                Count((unit, commands));
            }
            catch (PostgresException fault) when (PostgresFailure.IsOfStatement(fault))
            {
                unit.Fault = Faulty(unit, commands, fault);
                await using var undo = new NpgsqlBatch(connection, transaction) { BatchCommands = { new NpgsqlBatchCommand("rollback to unit"), new NpgsqlBatchCommand("release unit") } };
                await undo.ExecuteNonQueryAsync();
            }
        }

        await CommitAsync(transaction);
    }

    private async Task CommitAsync(NpgsqlTransaction transaction)
    {
        IsUncertain = true;
        await transaction.CommitAsync();
        IsUncertain = false;
    }

    private NpgsqlBatchCommand Fence() => new("select store_fence($1)") { Parameters = { new() { Value = epoch } } };

    private static void Count((PendingUnit Unit, NpgsqlBatchCommand[] Commands) sent)
    {
        for (var i = 0; i < sent.Commands.Length; i++)
        {
            // What only reads has no count.
            sent.Unit.Changed[i] = sent.Commands[i].StatementType == StatementType.Select ? 0 : Math.Max(0, sent.Commands[i].RecordsAffected);
        }
    }

    // The server's detail and the parameters may hold personal data; the message holds names of tables and constraints only.
    private static StoreStatementException Faulty(PendingUnit unit, NpgsqlBatchCommand[] commands, PostgresException fault)
    {
        var text = Array.IndexOf(commands, fault.BatchCommand as NpgsqlBatchCommand) is var at and >= 0 ? unit.Write.Statements[at].Sql.Text : "unknown";
        return new StoreStatementException($"{fault.MessageText} (code {fault.SqlState}). Statement: {text}", PostgresFailure.IsConstraint(fault), fault);
    }

    // A unit that cannot be told to the server is not sent, and says so itself.
    private List<(PendingUnit Unit, NpgsqlBatchCommand[] Commands)> Translate(List<PendingUnit> units)
    {
        var translated = new List<(PendingUnit, NpgsqlBatchCommand[])>(units.Count);
        foreach (var unit in units)
        {
            try
            {
                unit.Fault = null;
                translated.Add((unit, [.. unit.Write.Statements.Select(statement => Translate(statement.Sql, statement.Values))]));
            }
            catch (ArgumentException wrong)
            {
                unit.Fault = wrong;
            }
        }

        return translated;
    }

    private NpgsqlBatchCommand Translate(Sql sql, object?[] values)
    {
        var command = new NpgsqlBatchCommand(Text(sql));
        for (var i = 0; i < values.Length; i++)
        {
            var type = sql.Parameters[i].Type switch
            {
                SqlType.Text => NpgsqlDbType.Text,
                SqlType.Integer => NpgsqlDbType.Bigint,
                SqlType.Bytes => NpgsqlDbType.Bytea,
                var other => throw new ArgumentException($"{other} is no type."),
            };
            command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = values[i] ?? DBNull.Value });
        }

        return command;
    }

    private string Text(Sql sql)
    {
        if (!_texts.TryGetValue(sql, out var text))
        {
            SqlText.RefuseControl(sql.Text);
            text = SqlText.Numbered(sql);
            if (_texts.Count >= MostTexts)
            {
                _texts.Clear();
            }

            _texts.Add(sql, text);
        }

        return text;
    }
}

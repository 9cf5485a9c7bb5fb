using System.Globalization;
using RetailSync.Events.Journal;
using RetailSync.Store;

namespace RetailSync.Events.Operations;

/// <summary>Reads operations for those who look at them. Safe to use from many threads.</summary>
internal sealed class OperationQueries(IStore store)
{
    /// <summary>One operation; null when there is none.</summary>
    public Task<StoredOperation?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        store.FirstAsync($"select {StoredOperation.Columns} from operation where id = @id", StoredOperation.Read, cancellationToken, ("id", id.ToString()));

    /// <summary>A page of operations, oldest first, by their ids, which grow with time.</summary>
    public Task<List<StoredOperation>> ListAsync(OperationFilter filter, CancellationToken cancellationToken)
    {
        var (conditions, values) = (new List<string> { "id > @after" }, new List<(string, object?)> { ("after", filter.After?.ToString() ?? "") });
        if (filter.State is { } state)
        {
            // As a literal: only so does SQLite know that the index of open operations fits.
            conditions.Add(string.Create(CultureInfo.InvariantCulture, $"state = {(int)state}"));
        }

        Add("lane", filter.Key);
        Add("route", filter.Route);
        Add("consumer", filter.Consumer);
        values.Add(("limit", (long)filter.Limit));
        return store.ListAsync(
            $"select {StoredOperation.Columns} from operation where {string.Join(" and ", conditions)} order by id limit @limit", StoredOperation.Read, cancellationToken, [.. values]);

        void Add(string column, object? value)
        {
            if (value is not null)
            {
                conditions.Add($"{column} = @{column}");
                values.Add((column, value));
            }
        }
    }

    /// <summary>The events of an operation, in the log's order.</summary>
    public Task<List<EventLine>> EventsAsync(Guid id, CancellationToken cancellationToken) =>
        store.ListAsync(
            "select id, type, entity_key, seq, defect from event where operation_id = @id order by seq",
            row => new EventLine(row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3), row.TextOrNull(4)), cancellationToken, ("id", id.ToString()));

    /// <summary>What persons decided about an operation, in order of time.</summary>
    public Task<List<DecisionLine>> DecisionsAsync(Guid id, CancellationToken cancellationToken) =>
        store.ListAsync(
            "select decided_at, decided_by, decision, reason from resolution where operation_id = @id order by decided_at, id",
            row => new DecisionLine(Times.FromStore(row.GetInt64(0)), row.GetString(1), row.GetString(2), row.GetString(3)), cancellationToken, ("id", id.ToString()));
}

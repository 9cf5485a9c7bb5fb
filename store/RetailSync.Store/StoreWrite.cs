namespace RetailSync.Store;

/// <summary>Statements that are carried out together or not at all. Built by one thread, then handed to <see cref="IStore.WriteAsync"/> once.</summary>
public sealed class StoreWrite
{
    private readonly List<(Sql Sql, object?[] Values)> _statements = [];

    /// <summary>The statements in order.</summary>
    public IReadOnlyList<(Sql Sql, object?[] Values)> Statements => _statements;

    /// <summary>Adds a statement with its values in the order of its parameters: <see cref="string"/>, <see cref="long"/>, <c>byte[]</c> or null.</summary>
    public StoreWrite Add(Sql sql, params object?[] values)
    {
        ArgumentNullException.ThrowIfNull(sql);
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, sql.Parameters.Length);
        _statements.Add((sql, values));
        return this;
    }
}

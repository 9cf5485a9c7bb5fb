namespace RetailSync.Store.Tests.Conformance;

/// <summary>A table for tests, and what is asked of it.</summary>
internal static class Rows
{
    public static readonly Sql Insert = new("insert into row (id, caller, amount, content) values (@id, @caller, @amount, @content)", ("id", SqlType.Text), ("caller", SqlType.Text), ("amount", SqlType.Integer), ("content", SqlType.Bytes));
    public static readonly Sql Claim = new("insert into row (id, caller) values (@id, @caller) on conflict (id) do nothing", ("id", SqlType.Text), ("caller", SqlType.Text));
    public static readonly Sql Raise = new("update row set amount = amount + @by where caller = @caller", ("by", SqlType.Integer), ("caller", SqlType.Text));
    public static readonly Sql Delete = new("delete from row where caller = @caller", ("caller", SqlType.Text));
    public static readonly Sql Select = new("select id from row where caller = @caller", ("caller", SqlType.Text));
    public static readonly Sql Append = new("insert into entry (place, caller, number) select coalesce(max(place), 0) + 1, @caller, @number from entry", ("caller", SqlType.Text), ("number", SqlType.Integer));
    public static readonly Sql Wrong = new("insert into no_such_table (id) values (@id)", ("id", SqlType.Text));

    private static readonly Sql[] Tables =
    [
        new("create table row (id text primary key, caller text, amount bigint, content {bytes})"),
        new("create table entry (place bigint primary key, caller text not null, number bigint not null)"),
    ];

    public static async Task CreateTablesAsync(IStore store)
    {
        var write = new StoreWrite();
        foreach (var table in Tables)
        {
            write.Add(table with { Text = table.Text.Replace("{bytes}", store.Kind == StoreKind.Sqlite ? "blob" : "bytea", StringComparison.Ordinal) });
        }

        await store.WriteAsync(write, TestContext.Current.CancellationToken);
    }

    public static StoreWrite One(string id, string? caller = null, long? amount = null, byte[]? content = null) => new StoreWrite().Add(Insert, id, caller, amount, content);

    public static Task<IReadOnlyList<int>> WriteAsync(this IStore store, StoreWrite write) => store.WriteAsync(write, TestContext.Current.CancellationToken);

    /// <summary>Ids in order.</summary>
    public static async Task<IReadOnlyList<string>> IdsAsync(this IStore store) => [.. (await store.QueryAsync("select id from row order by id")).Select(row => (string)row[0]!)];

    public static Task<IReadOnlyList<object?[]>> QueryAsync(this IStore store, string sql) => store.ReadAsync<IReadOnlyList<object?[]>>(
        async (connection, cancellationToken) =>
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var rows = new List<object?[]>();
            while (await reader.ReadAsync(cancellationToken))
            {
                var values = new object[reader.FieldCount];
                reader.GetValues(values);
                rows.Add([.. values.Select(value => value is DBNull ? null : value)]);
            }

            return rows;
        },
        TestContext.Current.CancellationToken);
}

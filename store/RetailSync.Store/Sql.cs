namespace RetailSync.Store;

/// <summary>A statement that both databases understand, with its parameters in order. Made once and kept in a static field: it is prepared once per connection. Immutable.</summary>
/// <param name="Text">The SQL, with named parameters: <c>@id</c>.</param>
/// <param name="Parameters">The parameters' names without the at sign, and their types.</param>
public sealed record Sql(string Text, params (string Name, SqlType Type)[] Parameters);

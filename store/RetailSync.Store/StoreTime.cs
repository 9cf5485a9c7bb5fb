namespace RetailSync.Store;

/// <summary>The store's two times, read together.</summary>
/// <param name="Now">The time of day, for what people read. It goes wherever the clock of the database's machine goes.</param>
/// <param name="Aging">
/// The time by which what is kept grows old. On SQLite it never runs faster than real time, whatever the machine's clock does, so nothing is forgotten before its time. It may be far
/// from <paramref name="Now"/>: hold it only against times that were worked out from it. On PostgreSQL it is <paramref name="Now"/>.
/// </param>
public readonly record struct StoreTime(DateTimeOffset Now, DateTimeOffset Aging);

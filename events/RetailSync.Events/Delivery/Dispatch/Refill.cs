namespace RetailSync.Events.Delivery.Dispatch;

/// <summary>Asks for the events of one key from the log, in order.</summary>
/// <param name="Key">The key.</param>
/// <param name="From">The first sequence of interest.</param>
/// <param name="To">The last sequence of interest.</param>
/// <param name="Limit">How many at most.</param>
internal readonly record struct Refill(string Key, long From, long To, int Limit);

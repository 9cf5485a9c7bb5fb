namespace RetailSync.Store;

/// <summary>The store cannot be opened. The message says what is wrong and what to do; it is meant for the operator, who finds it where the start stopped.</summary>
public sealed class StoreOpenException(string message, Exception? cause = null) : Exception(message, cause);

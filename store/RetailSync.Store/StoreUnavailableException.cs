namespace RetailSync.Store;

/// <summary>Nothing was written, and nothing can be at the moment. The message says why and what would help.</summary>
public sealed class StoreUnavailableException(string message, Exception? cause = null) : Exception(message, cause);

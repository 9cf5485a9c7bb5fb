namespace RetailSync.Store;

/// <summary>Whether it was written is not known: the connection broke while the commit was under way. Whoever asked must look before it writes again.</summary>
public sealed class StoreUncertainException(string message, Exception? cause = null) : Exception(message, cause);

namespace RetailSync.Store.Backup;

/// <summary>A backup was not made, or not brought back. The message says why and what to do; nothing was changed.</summary>
public sealed class StoreBackupException(string message, Exception? cause = null) : Exception(message, cause);

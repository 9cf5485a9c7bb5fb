namespace RetailSync.Cli.Remote;

/// <summary>The gateway refused, or did not answer. The message is for the person who typed the command.</summary>
internal sealed class RemoteException(string message) : Exception(message);

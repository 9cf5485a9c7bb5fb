namespace RetailSync.Faults;

/// <summary>Something that keeps a fault from being tried; the message is for people.</summary>
internal sealed class FaultException(string message) : Exception(message);

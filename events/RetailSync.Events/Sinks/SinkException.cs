namespace RetailSync.Events.Sinks;

/// <summary>A sink has no connection. The message says why, for those who operate the gateway, without secrets.</summary>
internal sealed class SinkException(string reason, Exception? inner = null) : Exception(reason, inner);

namespace RetailSync.Gateway.Forwarding;

/// <summary>The gateway could not obtain what it needs to be let in by a system. Nothing was sent to the system.</summary>
internal sealed class UpstreamCredentialException(string message) : Exception(message);

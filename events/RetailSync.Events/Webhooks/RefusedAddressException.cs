namespace RetailSync.Events.Webhooks;

/// <summary>A webhook's host leads to an address that webhooks may not reach.</summary>
internal sealed class RefusedAddressException(string message) : IOException(message);

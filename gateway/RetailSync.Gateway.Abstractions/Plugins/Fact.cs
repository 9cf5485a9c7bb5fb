namespace RetailSync.Gateway;

/// <summary>Something that a plugin found out and hands back. Immutable. Every kind is a record of its own beside this one, so that the gateway can read it.</summary>
/// <param name="Kind">The kind as the manifest declares it under <c>facts</c>, such as <c>audit.sealed</c>.</param>
public abstract record Fact(string Kind);

namespace RetailSync.Contracts.Schemas;

/// <summary>A field that a value has and a system owns.</summary>
/// <param name="InstanceLocation">Where it is: an RFC 6901 pointer.</param>
/// <param name="Owners">Whose it is: bit n stands for entry n of the bundle's owners.</param>
internal readonly record struct AuthoredField(string InstanceLocation, ulong Owners);

namespace RetailSync.Contracts.Schemas;

/// <summary>One thing that a schema forbids.</summary>
/// <param name="InstanceLocation">Where in the value: an RFC 6901 pointer, empty for the whole.</param>
/// <param name="KeywordLocation">Which keyword says so: the schema's address with a pointer as its fragment.</param>
/// <param name="Message">What is wrong and what would be right. Holds no value of the instance.</param>
internal sealed record SchemaFailure(string InstanceLocation, string KeywordLocation, string Message);

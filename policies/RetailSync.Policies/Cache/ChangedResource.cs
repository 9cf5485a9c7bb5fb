namespace RetailSync.Policies.Cache;

/// <summary>A resource that was changed.</summary>
/// <param name="ApiId">The API, whatever its version: <c>crm/customers</c>.</param>
/// <param name="Path">The decoded path below the version's prefix: <c>/customers/17</c>.</param>
internal sealed record ChangedResource(string ApiId, string Path);

namespace RetailSync.Gateway;

/// <summary>How a request says which version of an API it means.</summary>
public enum VersionScheme
{
    /// <summary>In the path: <c>/crm/v1/customers</c>.</summary>
    Path,

    /// <summary>In a request header: <c>Api-Version: 2</c>.</summary>
    Header,

    /// <summary>In a query parameter: <c>?api-version=2</c>.</summary>
    Query,
}

namespace RetailSync.Sandbox.Generic;

/// <summary>What an operation does, as told from its method, its path and its answer.</summary>
internal enum OperationKind
{
    /// <summary>GET on an item: <c>/accounts/{accountId}</c>.</summary>
    Read,

    /// <summary>GET on a collection: <c>/accounts</c>.</summary>
    List,

    /// <summary>GET on something about an item that is not kept by itself: <c>/accounts/{accountId}/balance</c>.</summary>
    View,

    /// <summary>A POST that changes nothing and answers with entries of a collection: <c>/accounts/search</c>.</summary>
    Search,

    /// <summary>Any other POST that changes nothing.</summary>
    Calculate,

    /// <summary>POST on a collection.</summary>
    Create,

    /// <summary>PUT on an item.</summary>
    Replace,

    /// <summary>PATCH on an item.</summary>
    Merge,

    /// <summary>DELETE on an item.</summary>
    Remove,

    /// <summary>POST on an action of an item: <c>/returns/{returnId}/approve</c>.</summary>
    Act,
}

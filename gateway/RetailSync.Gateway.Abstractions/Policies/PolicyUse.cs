namespace RetailSync.Gateway;

/// <summary>Which routes a policy acts on.</summary>
public enum PolicyUse
{
    /// <summary>Only routes (or defaults) that name it.</summary>
    WhenNamed,

    /// <summary>Every route, named or not. Cannot be switched off.</summary>
    EveryRoute,

    /// <summary>Every route that does not say <c>"public": true</c>. Cannot be switched off otherwise.</summary>
    EveryProtectedRoute,
}

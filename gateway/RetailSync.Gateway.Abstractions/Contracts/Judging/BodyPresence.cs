namespace RetailSync.Gateway;

/// <summary>Whether a contract wants a body.</summary>
public enum BodyPresence
{
    /// <summary>It declares none.</summary>
    None,

    /// <summary>There may be one.</summary>
    Optional,

    /// <summary>There must be one.</summary>
    Required,
}

namespace RetailSync.Gateway;

/// <summary>What an answer says about the change that it answers.</summary>
public enum FinalityKind
{
    /// <summary>It was applied.</summary>
    Applied,

    /// <summary>It was refused for good: the same request would be refused again.</summary>
    Refused,

    /// <summary>It was not looked at, and may be tried again: the caller's rights, a lock or a limit stood in the way.</summary>
    Released,

    /// <summary>It may or may not have been applied.</summary>
    Unknown,
}

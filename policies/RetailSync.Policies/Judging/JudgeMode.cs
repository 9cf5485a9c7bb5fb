namespace RetailSync.Policies.Judging;

/// <summary>What follows from a message that breaks its contract.</summary>
internal enum JudgeMode
{
    /// <summary>Nobody looks.</summary>
    Off,

    /// <summary>It is counted and told to the operators, off the caller's path.</summary>
    Observe,

    /// <summary>It is refused.</summary>
    Enforce,
}

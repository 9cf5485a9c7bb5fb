namespace RetailSync.Policies.Identify;

/// <summary>Why keys are fetched: a label of the metric.</summary>
internal enum KeyFetch
{
    /// <summary>None were loaded yet.</summary>
    Start,

    /// <summary>Their time has come.</summary>
    Scheduled,

    /// <summary>A token names a key that is not among them.</summary>
    UnknownKey,
}

namespace RetailSync.Policies.Admit;

/// <summary>What an answer tells about how busy the system is.</summary>
internal enum Evidence
{
    /// <summary>Nothing: something else took the time.</summary>
    None,

    /// <summary>Its latency counts.</summary>
    Sound,

    /// <summary>Its latency counts when it is long; that it was short means nothing.</summary>
    Failed,
}

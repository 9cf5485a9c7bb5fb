namespace RetailSync.Cli.Tour;

/// <summary>What a call is expected to do to the state of the system that it reaches.</summary>
internal enum Effect
{
    /// <summary>Nothing: it reads, or it never reaches a system.</summary>
    None,

    /// <summary>It is applied once.</summary>
    Applied,

    /// <summary>It is applied once, and its answer gets lost on the way back.</summary>
    AppliedUnheard,

    /// <summary>It is a repetition: answered as the first time and not applied again.</summary>
    Repeated,

    /// <summary>The system refuses it.</summary>
    Refused,
}

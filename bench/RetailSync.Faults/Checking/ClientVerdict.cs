namespace RetailSync.Faults.Checking;

/// <summary>What a client knows of one of its changes.</summary>
public enum ClientVerdict
{
    /// <summary>It was told that the change is done.</summary>
    Ok,

    /// <summary>It was told that the change is not done.</summary>
    Fail,

    /// <summary>It was told nothing certain, and did not ask again.</summary>
    Unknown,
}

namespace RetailSync.Policies.Identify;

/// <summary>Says whether the gateway can check tokens. Safe to call from many threads.</summary>
public interface IIdentityReadiness
{
    /// <summary>Whether the keys of every configured provider were loaded at least once. True when there is none. Never becomes false again.</summary>
    bool IsReady { get; }

    /// <summary>Which providers' keys are still missing; null when ready. For operators.</summary>
    string? Reason { get; }
}

namespace RetailSync.Gateway;

/// <summary>How a claimed operation ended. Immutable.</summary>
public sealed record Settlement
{
    /// <summary>What it is from now on: <see cref="OperationState.Done"/>, <see cref="OperationState.Rejected"/>, <see cref="OperationState.NotApplied"/> or <see cref="OperationState.Unknown"/>.</summary>
    public required OperationState State { get; init; }

    /// <summary>The system's answer; null when none came or it is not kept.</summary>
    public UpstreamAnswer? Answer { get; init; }

    /// <summary>Whether the idempotency key stays taken by it. False: the key is free again, as after 429.</summary>
    public bool KeepsKey { get; init; } = true;

    /// <summary>Why it is not known or not applied, for those who operate the gateway; null otherwise.</summary>
    public string? Reason { get; init; }
}

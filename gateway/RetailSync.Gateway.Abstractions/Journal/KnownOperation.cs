namespace RetailSync.Gateway;

/// <summary>What the journal knows of an operation. Immutable.</summary>
public sealed record KnownOperation
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>How far it is.</summary>
    public required OperationState State { get; init; }

    /// <summary>The fingerprint under its idempotency key, 32 bytes; empty when it has no key.</summary>
    public ReadOnlyMemory<byte> Fingerprint { get; init; }

    /// <summary>Whether it was accepted to be sent later, by <see cref="IJournal.AcceptAsync"/>. It stays true when it has been sent.</summary>
    public bool WasQueued { get; init; }

    /// <summary>The system's answer; null before it is known.</summary>
    public UpstreamAnswer? Answer { get; init; }
}

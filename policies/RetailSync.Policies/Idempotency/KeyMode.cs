namespace RetailSync.Policies.Idempotency;

/// <summary>What is made of idempotency keys.</summary>
internal enum KeyMode
{
    /// <summary>They are ignored.</summary>
    Off,

    /// <summary>A call may carry one.</summary>
    Accept,

    /// <summary>Each call that changes something carries one.</summary>
    Require,
}

namespace RetailSync.Gateway;

/// <summary>How far a journalled change is. The numbers are stored.</summary>
public enum OperationState
{
    /// <summary>It is about to be sent, or was sent and has no answer yet.</summary>
    Intent = 0,

    /// <summary>The system applied it; its answer is known. Final.</summary>
    Done = 1,

    /// <summary>The system refused it; its answer is known. Final.</summary>
    Rejected = 2,

    /// <summary>It may or may not have been applied. Its key is blocked, and a resolver works on it.</summary>
    Unknown = 3,

    /// <summary>It was certainly not applied. Final; the idempotency key is free again.</summary>
    NotApplied = 4,

    /// <summary>No resolver could find out: a person must decide. Its key stays blocked.</summary>
    Exception = 5,

    /// <summary>It was accepted, and is sent when its system is up and its turn has come. Its idempotency key is taken; its lane is not, but nobody overtakes it there.</summary>
    Queued = 6,
}

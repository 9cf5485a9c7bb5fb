namespace RetailSync.Events.Tests.Idempotency.Processes;

/// <summary>What the system does with the first order that it is sent. All later ones it takes and answers at once.</summary>
internal enum FirstOrder
{
    /// <summary>Takes it and answers.</summary>
    IsAnswered,

    /// <summary>Works on it until it is let go, and only then takes it, whoever still listens.</summary>
    IsWorkedOn,

    /// <summary>Takes it, and sends half of the answer.</summary>
    IsHalfAnswered,

    /// <summary>Takes it, and answers with 16 MiB, which no connection's buffers hold.</summary>
    IsAnsweredAtLength,
}

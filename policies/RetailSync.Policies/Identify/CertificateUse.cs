namespace RetailSync.Policies.Identify;

/// <summary>What a client certificate did for its request: a label of the metric.</summary>
internal enum CertificateUse
{
    /// <summary>It named the consumer, alone.</summary>
    Identified,

    /// <summary>It named the same consumer as the other credential.</summary>
    Confirmed,

    /// <summary>It named another consumer than the other credential.</summary>
    OtherConsumer,

    /// <summary>It named no consumer.</summary>
    Unknown,

    /// <summary>It was expired, revoked, or not meant for clients.</summary>
    Bad,
}

namespace RetailSync.Policies.Identify;

/// <summary>Why a token was refused, as far as the caller is told.</summary>
internal enum TokenFailure
{
    /// <summary>It is not a token that is accepted here.</summary>
    Invalid,

    /// <summary>It was one, but its time is over.</summary>
    Expired,

    /// <summary>It cannot be checked yet: an identity provider's keys were never loaded.</summary>
    NotReady,
}

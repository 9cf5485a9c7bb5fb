namespace RetailSync.Gateway.Forwarding;

/// <summary>What went wrong with one attempt.</summary>
internal enum AttemptFailure
{
    /// <summary>No connection could be made: nothing was sent.</summary>
    Connect,

    /// <summary>The connection broke, or what came back was no answer. The request may have been carried out.</summary>
    Transport,

    /// <summary>No answer in time. The request may have been carried out.</summary>
    Timeout,

    /// <summary>The upstream answered 502, 503 or 504.</summary>
    Answer,
}

namespace RetailSync.Policies.RateLimit;

/// <summary>Who decided about a request where counters are shared.</summary>
internal enum RateSource
{
    /// <summary>The server was asked.</summary>
    Server,

    /// <summary>A batch was in hand that the server had granted.</summary>
    Lease,

    /// <summary>The server's last answer still says that nothing is left.</summary>
    Remembered,

    /// <summary>The server is away: this gateway counted for itself.</summary>
    Local,
}

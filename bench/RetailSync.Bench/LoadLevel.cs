namespace RetailSync.Bench;

/// <summary>How hard a window drives a candidate.</summary>
internal enum LoadLevel
{
    /// <summary>Closed loop, a fixed number of connections: the machine is full.</summary>
    Saturated,

    /// <summary>Open loop at half of what stock YARP can do on this machine.</summary>
    Half,
}

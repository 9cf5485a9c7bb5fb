namespace RetailSync.Gateway;

/// <summary>What came of claiming an operation.</summary>
public enum ClaimStatus
{
    /// <summary>The intent is on disk: send it.</summary>
    Granted,

    /// <summary>The key is known; <see cref="ClaimResult.Known"/> says what is known under it.</summary>
    KeyTaken,

    /// <summary>Another change of the same lane is under way in another gateway: try again in a moment.</summary>
    LaneTaken,

    /// <summary>An earlier change of the same lane has an unknown outcome; <see cref="ClaimResult.Known"/> is that change.</summary>
    LaneBlocked,

    /// <summary>Nothing can be written at the moment, for one because the disk is full.</summary>
    Unavailable,

    /// <summary>As many changes wait already, on the route or in the lane, as may: try again later.</summary>
    QueueFull,
}

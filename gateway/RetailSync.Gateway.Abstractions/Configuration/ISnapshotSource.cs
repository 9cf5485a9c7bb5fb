namespace RetailSync.Gateway;

/// <summary>Where code that acts outside an exchange finds the snapshot in force. Safe to call from many threads.</summary>
public interface ISnapshotSource
{
    /// <summary>The newest snapshot that loaded without a fault.</summary>
    ISnapshot Current { get; }
}

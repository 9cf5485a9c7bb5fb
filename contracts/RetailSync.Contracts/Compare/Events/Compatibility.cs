namespace RetailSync.Contracts.Compare.Events;

/// <summary>Who must get along with whose data when a schema gets a new version.</summary>
/// <remarks>The words are those of schema registries: readers and data of which version, not of which side.</remarks>
public enum Compatibility
{
    /// <summary>Readers of the new version read data of the old: consumers may move first.</summary>
    Backward,

    /// <summary>Readers of the old version read data of the new: producers may move first.</summary>
    Forward,

    /// <summary>Both.</summary>
    Full,
}

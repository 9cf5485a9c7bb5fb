namespace RetailSync.Faults.Checking;

/// <summary>One change event of the log. Immutable.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Key">The thing that it is about.</param>
/// <param name="Change">The client's name for the change, from the event's data.</param>
/// <param name="IsReconstructed">Whether the gateway found the outcome out later.</param>
public sealed record EventEntry(string Id, string Key, string Change, bool IsReconstructed);

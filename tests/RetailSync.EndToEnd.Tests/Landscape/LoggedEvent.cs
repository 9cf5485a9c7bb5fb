namespace RetailSync.EndToEnd.Landscape;

/// <summary>What the event log says of an event.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Type">Its type.</param>
/// <param name="Key">Its key.</param>
public sealed record LoggedEvent(string Id, string Type, string Key);

namespace RetailSync.Events.Operations;

/// <summary>An event of an operation as it is shown. Immutable.</summary>
/// <param name="Id">Its CloudEvents id.</param>
/// <param name="Type">Its type.</param>
/// <param name="Key">Its key.</param>
/// <param name="Sequence">Its place in the log.</param>
/// <param name="Defect">Why it is a placeholder; null when it is sound.</param>
internal sealed record EventLine(string Id, string Type, string Key, long Sequence, string? Defect);

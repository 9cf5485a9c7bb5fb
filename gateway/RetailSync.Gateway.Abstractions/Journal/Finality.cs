namespace RetailSync.Gateway;

/// <summary>What a system's answer to a change says about the change. A pure table.</summary>
public static class Finality
{
    /// <summary>Judges the status of an answer that the system itself gave.</summary>
    /// <param name="status">The HTTP status. 100 to 599.</param>
    public static FinalityKind Of(int status) => status switch
    {
        >= 200 and <= 399 => FinalityKind.Applied,
        401 or 403 or 407 or 421 or 423 or 425 or 429 => FinalityKind.Released,
        408 => FinalityKind.Unknown,
        >= 400 and <= 499 => FinalityKind.Refused,
        _ => FinalityKind.Unknown,
    };
}

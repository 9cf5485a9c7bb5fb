namespace RetailSync.Events.Journal;

/// <summary>The places that bodies at rest are sealed to.</summary>
internal static class Places
{
    /// <summary>An operation's request body.</summary>
    public static string Request(Guid operation) => $"operation/{operation}/request";

    /// <summary>An operation's answer body.</summary>
    public static string Response(Guid operation) => $"operation/{operation}/response";

    /// <summary>An event's data.</summary>
    public static string Event(string eventId) => $"event/{eventId}";
}

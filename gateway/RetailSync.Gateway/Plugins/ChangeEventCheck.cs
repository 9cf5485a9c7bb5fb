namespace RetailSync.Gateway.Plugins;

/// <summary>Holds what a plugin gives as events against what an event must be. Safe to call from many threads.</summary>
internal static class ChangeEventCheck
{
    /// <summary>How many events one plugin may give for one change.</summary>
    public const int MostEvents = 16;

    private const int LongestType = 255;
    private const int LongestKey = EntityKey.MaxLength + 64;
    private const int LongestContentType = 256;
    private const int LongestSubject = 512;

    /// <summary>The events as they are.</summary>
    /// <exception cref="InvalidOperationException">One of them is none, or there are too many. The message names no value.</exception>
    public static IReadOnlyList<ChangeEvent> Sound(IReadOnlyList<ChangeEvent?> events)
    {
        if (events.Count > MostEvents)
        {
            throw new InvalidOperationException($"A change has at most {MostEvents} events from one plugin.");
        }

        return [.. events.Select(Sound)];
    }

    private static ChangeEvent Sound(ChangeEvent? built)
    {
        var wrong = built switch
        {
            null => "An event is null.",
            { Type: not { Length: > 0 and <= LongestType } } => $"An event's type is a text of 1 to {LongestType} characters.",
            { Key: not { Length: > 0 } } or { Key.Length: > LongestKey } => "An event's key is missing or too long.",
            _ when built.Key.IndexOf(':', StringComparison.Ordinal) is var colon && (colon < 1 || colon == built.Key.Length - 1) => "An event's key is written entity:key, such as customer:C-1001.",
            { Subject.Length: 0 or > LongestSubject } => $"An event's subject is null or has 1 to {LongestSubject} characters.",
            { Data.IsEmpty: true, DataContentType: not null } => "An event without data has no content type.",
            { Data.IsEmpty: false, DataContentType: not { Length: > 0 and <= LongestContentType } } => "An event's data has a content type.",
            _ => null,
        };
        return wrong is null ? built! : throw new InvalidOperationException(wrong);
    }
}

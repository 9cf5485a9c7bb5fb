namespace RetailSync.Events.Log;

/// <summary>Which events are of interest. An empty list asks for all. Immutable; safe to use from many threads.</summary>
internal sealed record EventFilter
{
    /// <summary>Everything.</summary>
    public static EventFilter All { get; } = new();

    /// <summary>Types; an asterisk at the end stands for any rest: <c>retail.customer.*</c>.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>Systems.</summary>
    public IReadOnlyList<string> Systems { get; init; } = [];

    /// <summary>Keys; an asterisk at the end stands for any rest: <c>customer:*</c>.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>Whether an event is of interest.</summary>
    public bool Matches(in EventHead head) => Matches(Types, head.Type) && Matches(Keys, head.Key) && (Systems.Count == 0 || Systems.Contains(head.System, StringComparer.Ordinal));

    /// <summary>Whether a text is a usable pattern: an asterisk only at its end.</summary>
    public static bool IsPattern(string? text) => text is { Length: > 0 and <= 512 } && text.IndexOf('*', StringComparison.Ordinal) is var star && (star < 0 || star == text.Length - 1);

    private static bool Matches(IReadOnlyList<string> patterns, string value)
    {
        if (patterns.Count == 0)
        {
            return true;
        }

        foreach (var pattern in patterns)
        {
            if (pattern[^1] == '*' ? value.AsSpan().StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.Ordinal) : pattern == value)
            {
                return true;
            }
        }

        return false;
    }
}

namespace RetailSync.Contracts.OpenApi;

/// <summary>A path template, taken apart. Immutable.</summary>
internal sealed class PathTemplate
{
    private const int MaxSegments = 64;

    private PathTemplate(string text, PathSegment[] segments, string[] parameters)
    {
        Text = text;
        Segments = segments;
        Parameters = parameters;
        Shape = $"/{string.Join('/', segments.Select(segment => segment.Shape))}";
    }

    /// <summary>The template as it is written.</summary>
    public string Text { get; }

    public IReadOnlyList<PathSegment> Segments { get; }

    /// <summary>The parameters' names, left to right.</summary>
    public IReadOnlyList<string> Parameters { get; }

    /// <summary>The template without its parameters' names: two templates of one shape fit the same paths.</summary>
    public string Shape { get; }

    /// <summary>Takes a template apart; <paramref name="fault"/> says why it cannot be.</summary>
    public static PathTemplate? Parse(string text, out string? fault)
    {
        if (!text.StartsWith('/'))
        {
            fault = $"The path '{text}' must start with a slash.";
            return null;
        }

        var forbidden = text.AsSpan().IndexOfAny("?#%\\");
        if (forbidden >= 0)
        {
            fault = $"The path '{text}' must not contain '{text[forbidden]}'; write plain characters, and leave queries to parameters.";
            return null;
        }

        List<PathSegment> segments = [];
        List<string> parameters = [];
        var parts = text[1..].Split('/');
        if (parts.Length > MaxSegments)
        {
            fault = $"The path '{text[..40]}...' has more than {MaxSegments} segments.";
            return null;
        }

        for (var i = 0; i < parts.Length; i++)
        {
            // A trailing slash makes a last segment that is empty; it is a path of its own.
            if (parts[i] is "." or ".." || (parts[i].Length == 0 && i < parts.Length - 1))
            {
                fault = $"The path '{text}' has an empty or dotted segment, which no request can have.";
                return null;
            }

            if (ParseSegment(parts[i], parameters, out var reason) is not { } segment)
            {
                fault = $"The path '{text}' cannot be read: {reason}";
                return null;
            }

            segments.Add(segment);
        }

        var twice = parameters.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        fault = twice is null ? null : $"The path '{text}' names the parameter '{twice.Key}' twice.";
        return fault is null ? new PathTemplate(text, [.. segments], [.. parameters]) : null;
    }

    private static PathSegment? ParseSegment(string part, List<string> parameters, out string? reason)
    {
        List<string> literals = [];
        var rest = part;
        while (true)
        {
            var open = rest.IndexOfAny(['{', '}']);
            if (open < 0)
            {
                literals.Add(rest);
                reason = null;
                return new PathSegment([.. literals]);
            }

            var close = rest.IndexOfAny(['{', '}'], open + 1);
            if (rest[open] == '}' || close < 0 || rest[close] == '{')
            {
                reason = $"the braces in '{part}' do not pair up.";
                return null;
            }

            if (open == 0 && literals.Count > 0)
            {
                reason = $"in '{part}' two parameters touch, so nothing tells where one ends.";
                return null;
            }

            var name = rest[(open + 1)..close];
            if (name.Length == 0 || name.Any(char.IsWhiteSpace))
            {
                reason = $"a parameter in '{part}' has no name, or one with spaces.";
                return null;
            }

            parameters.Add(name);
            literals.Add(rest[..open]);
            rest = rest[(close + 1)..];
        }
    }
}

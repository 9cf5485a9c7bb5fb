namespace RetailSync.Contracts.OpenApi.Judging.Parameters;

/// <summary>Holds the values in a path against the parameters that a contract declares. Immutable; safe to use from many threads.</summary>
/// <param name="template">The template that the path fits.</param>
/// <param name="parameters">Its parameters, left to right; null where the contract says nothing of one.</param>
internal sealed class PathJudge(PathTemplate template, Parameter?[] parameters)
{
    /// <summary>Judges a path.</summary>
    /// <param name="path">The path, with its escapes undone.</param>
    /// <param name="faults">Receives what is wrong.</param>
    public void Judge(ReadOnlySpan<char> path, ref HeadFaults faults)
    {
        var rest = path.StartsWith("/") ? path[1..] : path;
        var number = 0;
        for (var position = 0; position < template.Segments.Count; position++)
        {
            var segment = template.Segments[position];
            var slash = rest.IndexOf('/');
            var text = slash < 0 ? rest : rest[..slash];
            rest = slash < 0 ? default : rest[(slash + 1)..];
            for (var within = 0; within < segment.ParameterCount; within++, number++)
            {
                if (parameters[number] is { } parameter)
                {
                    ValueJudge.Judge(parameter, segment.Capture(text, within), Escapes.None, ref faults);
                }
            }
        }
    }
}

namespace RetailSync.Gateway.Masking;

/// <summary>The one place that knows what is secret or personal. Logs, traces, explanations, problems and plugins all ask here. Safe to use from many threads.</summary>
internal sealed class Masker(MaskingOptions options) : IMasker
{
    private const int Shortest = 5;

    private readonly SensitiveNames _names = new(options);

    /// <inheritdoc/>
    public string Mask(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length < Shortest)
        {
            return text;
        }

        var finds = default(Finds);
        NamedValues.Find(text, _names, ref finds);
        Credentials.Find(text, ref finds);
        EmailAddresses.Find(text, ref finds);
        CardNumbers.Find(text, ref finds);
        return finds.Apply(text);
    }

    /// <inheritdoc/>
    public bool IsSensitiveHeader(string name) => _names.IsHeader(name);

    /// <inheritdoc/>
    public bool IsSensitiveName(string name) => _names.Contains(name);

    /// <inheritdoc/>
    public string MaskHeader(string name, string value) => _names.IsHeader(name) || _names.Contains(name) ? NamedValues.Mark : Mask(value);

    /// <inheritdoc/>
    public string MaskPath(string path, Operation? operation)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Mask(operation is { SensitiveNames.Count: > 0 } ? WithoutParameters(path, operation) : path);
    }

    /// <inheritdoc/>
    public string MaskQuery(string query)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.Length < 2)
        {
            return query;
        }

        var start = query[0] == '?' ? 1 : 0;
        var parts = query[start..].Split('&');
        for (var i = 0; i < parts.Length; i++)
        {
            var sign = parts[i].IndexOf('=', StringComparison.Ordinal);
            parts[i] = sign > 0 && _names.Contains(Uri.UnescapeDataString(parts[i][..sign])) ? $"{parts[i][..(sign + 1)]}{NamedValues.Mark}" : Mask(parts[i]);
        }

        return query[..start] + string.Join('&', parts);
    }

    // The path ends as its template does; what comes before is the version's prefix.
    private static string WithoutParameters(string path, Operation operation)
    {
        var template = operation.PathTemplate.Split('/');
        var segments = path.Split('/');
        for (var i = 1; i <= Math.Min(template.Length, segments.Length); i++)
        {
            var part = template[^i];
            if (part is ['{', .., '}'] && operation.SensitiveNames.Contains(part[1..^1]))
            {
                segments[^i] = part;
            }
        }

        return string.Join('/', segments);
    }
}

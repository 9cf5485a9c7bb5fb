using System.Text;

namespace RetailSync.Contracts.Lint.Spectral.Paths;

/// <summary>A path that is being read, and how far. Not thread-safe.</summary>
internal sealed class PathText(string text)
{
    private int _position;

    public bool IsAtEnd
    {
        get
        {
            Skip();
            return _position == text.Length;
        }
    }

    /// <summary>Takes a sign if it comes next.</summary>
    public bool Take(string sign)
    {
        Skip();
        if (!text.AsSpan(_position).StartsWith(sign, StringComparison.Ordinal))
        {
            return false;
        }

        _position += sign.Length;
        return true;
    }

    /// <summary>Whether a sign comes next.</summary>
    public bool Sees(string sign)
    {
        Skip();
        return text.AsSpan(_position).StartsWith(sign, StringComparison.Ordinal);
    }

    public void Expect(string sign)
    {
        if (!Take(sign))
        {
            throw Fault($"'{sign}' is missing");
        }
    }

    /// <summary>Takes a name of letters, digits, <c>_</c>, <c>-</c> and <c>$</c>; null when there is none.</summary>
    public string? TakeName()
    {
        var start = _position;
        while (_position < text.Length && (char.IsLetterOrDigit(text[_position]) || text[_position] is '_' or '-' or '$'))
        {
            _position++;
        }

        return _position == start ? null : text[start.._position];
    }

    /// <summary>Takes a text in quotes; null when there is none.</summary>
    public string? TakeText()
    {
        Skip();
        if (_position == text.Length || text[_position] is not ('\'' or '"'))
        {
            return null;
        }

        var quote = text[_position++];
        var taken = new StringBuilder();
        while (_position < text.Length && text[_position] != quote)
        {
            if (text[_position] == '\\' && _position + 1 < text.Length)
            {
                _position++;
            }

            taken.Append(text[_position++]);
        }

        Expect(quote.ToString());
        return taken.ToString();
    }

    /// <summary>Takes a whole number, perhaps negative; null when there is none.</summary>
    public string? TakeNumber()
    {
        Skip();
        var end = _position;
        if (end < text.Length && text[end] == '-')
        {
            end++;
        }

        var digits = end;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || (text[end] == '.' && end > digits)))
        {
            end++;
        }

        if (end == digits || end - digits > 15 || text[end - 1] == '.')
        {
            return null;
        }

        var number = text[_position..end];
        _position = end;
        return number;
    }

    /// <summary>Takes <c>/expression/flags</c>; null when there is none.</summary>
    public SpectralPattern? TakeRegularExpression()
    {
        if (!Sees("/"))
        {
            return null;
        }

        var inClass = false;
        var end = _position + 1;
        for (; end < text.Length && (inClass || text[end] != '/'); end++)
        {
            inClass = text[end] == '[' || (inClass && text[end] != ']');
            end += text[end] == '\\' ? 1 : 0;
        }

        if (end >= text.Length)
        {
            throw Fault("the regular expression does not end");
        }

        var source = text[(_position + 1)..end];
        _position = end + 1;
        var flags = TakeName() ?? "";
        return SpectralPattern.TryRead(source, flags, out var pattern, out var fault) ? pattern : throw Fault($"the regular expression cannot be used: {fault}");
    }

    public FormatException Fault(string message) => new($"'{text}' cannot be read at position {_position + 1}: {message}.");

    /// <summary>A node's path as JSONPath writes it.</summary>
    public static string Write(PathNode node)
    {
        var steps = new List<string>();
        for (var next = node; next.Parent is not null; next = next.Parent)
        {
            steps.Add(int.TryParse(next.Key, out _) ? $"[{next.Key}]" : $"['{next.Key}']");
        }

        steps.Reverse();
        return $"${string.Concat(steps)}";
    }

    private void Skip()
    {
        while (_position < text.Length && char.IsWhiteSpace(text[_position]))
        {
            _position++;
        }
    }
}

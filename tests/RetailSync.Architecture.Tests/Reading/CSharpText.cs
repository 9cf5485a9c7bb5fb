namespace RetailSync.Architecture.Reading;

/// <summary>
/// A C# source taken apart into its code and its comments. Both texts are as long as the source and have its line breaks, so that positions agree;
/// what does not belong to them is blank. The content of strings and characters belongs to neither, the holes of interpolated strings are code.
/// </summary>
internal sealed class CSharpText
{
    private readonly string _source;
    private readonly char[] _code;
    private readonly char[] _comments;
    private int _at;

    private CSharpText(string source)
    {
        _source = source;
        _code = Blank(source);
        _comments = Blank(source);
    }

    /// <summary>The source with comments and the content of strings blanked.</summary>
    public string Code => new(_code);

    /// <summary>The comments alone, with their marks.</summary>
    public string Comments => new(_comments);

    /// <summary>Takes a source apart.</summary>
    public static CSharpText Parse(string source)
    {
        var text = new CSharpText(source);
        text.ReadCode(closingBraces: 0);
        return text;
    }

    private static char[] Blank(string source) => [.. source.Select(c => c is '\n' or '\r' ? c : ' ')];

    /// <summary>Reads code up to the end, or up to the run of braces that closes a hole of an interpolated string.</summary>
    private void ReadCode(int closingBraces)
    {
        var depth = 0;
        while (_at < _source.Length)
        {
            if (closingBraces > 0 && depth == 0 && Looking(new string('}', closingBraces)))
            {
                return;
            }

            if (Looking("//"))
            {
                ReadComment(end: "\n", keepsEnd: false);
            }
            else if (Looking("/*"))
            {
                ReadComment(end: "*/", keepsEnd: true);
            }
            else if (AtDirective())
            {
                ReadDirective();
            }
            else if (_source[_at] == '\'')
            {
                ReadCharacter();
            }
            else if (_source[_at] is '"' or '$' or '@' && StringStart() is { } start)
            {
                ReadString(start);
            }
            else
            {
                depth += _source[_at] switch { '{' => 1, '}' => -1, _ => 0 };
                Keep(_code);
            }
        }
    }

    private void ReadComment(string end, bool keepsEnd)
    {
        var stop = _source.IndexOf(end, _at + 2, StringComparison.Ordinal);
        stop = stop < 0 ? _source.Length : stop + (keepsEnd ? end.Length : 0);
        while (_at < stop)
        {
            Keep(_comments);
        }
    }

    private bool AtDirective() => _source[_at] == '#' && _source[(_source.LastIndexOf('\n', _at) + 1).._at].Trim().Length == 0;

    // An apostrophe in a directive (#error, #region) starts no character.
    private void ReadDirective()
    {
        while (_at < _source.Length && _source[_at] != '\n' && !Looking("//"))
        {
            Keep(_code);
        }
    }

    private void ReadCharacter()
    {
        Keep(_code);
        while (_at < _source.Length && _source[_at] is not ('\'' or '\n'))
        {
            _at += _source[_at] == '\\' ? 2 : 1;
        }

        Keep(_code);
    }

    private StringStart? StringStart()
    {
        var at = _at;
        var dollars = 0;
        var verbatim = false;
        for (; at < _source.Length && _source[at] is '$' or '@'; at++)
        {
            dollars += _source[at] == '$' ? 1 : 0;
            verbatim |= _source[at] == '@';
        }

        var quotes = 0;
        while (at + quotes < _source.Length && _source[at + quotes] == '"')
        {
            quotes++;
        }

        return quotes == 0 ? null : new StringStart(at, dollars, verbatim, quotes >= 3 && !verbatim ? quotes : 1);
    }

    private void ReadString(StringStart start)
    {
        var end = new string('"', start.Quotes);
        while (_at < start.Quote + start.Quotes)
        {
            Keep(_code);
        }

        while (_at < _source.Length)
        {
            if (start.Verbatim && Looking("\"\""))
            {
                _at += 2;
            }
            else if (Looking(end))
            {
                break;
            }
            else if (start is { Quotes: 1, Verbatim: false } && _source[_at] == '\\')
            {
                _at += 2;
            }
            else if (start.Dollars > 0 && _source[_at] == '{')
            {
                ReadBraces(start);
            }
            else
            {
                _at++;
            }
        }

        // A raw string may end in quotes of its own before the closing ones.
        while (start.Quotes >= 3 && _at + start.Quotes < _source.Length && _source[_at + start.Quotes] == '"')
        {
            _at++;
        }

        for (var i = 0; i < start.Quotes && _at < _source.Length; i++)
        {
            Keep(_code);
        }
    }

    private void ReadBraces(StringStart start)
    {
        var run = 0;
        while (_at + run < _source.Length && _source[_at + run] == '{')
        {
            run++;
        }

        // In $"..." two braces are one literal brace; in $$"""...""" fewer braces than dollars are literal ones.
        var literal = start.Quotes == 1 ? run - (run % 2) : Math.Max(0, run - start.Dollars);
        var opens = start.Quotes == 1 ? run % 2 : run >= start.Dollars ? start.Dollars : 0;
        _at += opens == 0 ? run : literal;
        if (opens == 0)
        {
            return;
        }

        for (var i = 0; i < opens; i++)
        {
            Keep(_code);
        }

        ReadCode(closingBraces: opens);
        for (var i = 0; i < opens && _at < _source.Length; i++)
        {
            Keep(_code);
        }
    }

    private bool Looking(string text) => string.CompareOrdinal(_source, _at, text, 0, text.Length) == 0;

    private void Keep(char[] into)
    {
        if (_at < _source.Length)
        {
            into[_at] = _source[_at];
        }

        _at++;
    }
}

using System.Text.RegularExpressions;

namespace RetailSync.Architecture.Reading;

/// <summary>
/// Measures the members of a source by its braces, without a compiler. Attributes and comments before a member do not count, and neither do fields:
/// a table is as long as it has to be. A local function counts as part of the member around it.
/// </summary>
internal sealed partial class MethodMeasurer
{
    private readonly string _code;
    private readonly List<MethodLength> _found = [];
    private int _at;

    private MethodMeasurer(string code) => _code = code;

    /// <summary>Every member with a body, in the order of the source.</summary>
    public static IReadOnlyList<MethodLength> Measure(string source)
    {
        var measurer = new MethodMeasurer(DirectiveLine().Replace(CSharpText.Parse(source).Code, line => new string(' ', line.Length)));
        measurer.ReadMembers();
        return measurer._found;
    }

    [GeneratedRegex(@"^[ \t]*#[^\r\n]*", RegexOptions.Multiline)]
    private static partial Regex DirectiveLine();

    [GeneratedRegex(@"^(?:(?:public|private|protected|internal|static|sealed|abstract|partial|readonly|ref|file|unsafe|new)\s+)*(?<kind>class|struct|interface|enum|record|namespace|extension)\b")]
    private static partial Regex ContainerHeader();

    [GeneratedRegex(@"(?<name>operator\s*[^\s(]+|~?[\w.]+)\s*(?:<[^()]*>)?\s*(?:\(|\[|$)")]
    private static partial Regex MemberName();

    /// <summary>Reads members up to the brace that closes their container, or to the end.</summary>
    private void ReadMembers()
    {
        while (SkipToMember())
        {
            if (_code[_at] == '}')
            {
                return;
            }

            ReadMember();
        }
    }

    private void ReadMember()
    {
        var start = _at;
        var header = ReadHeader();
        var kind = ContainerHeader().Match(header);
        if (kind.Success && _at < _code.Length && _code[_at] == '{')
        {
            if (kind.Groups["kind"].Value == "enum")
            {
                SkipBlock();
                return;
            }

            _at++;
            ReadMembers();
            _at++;
            return;
        }

        var isField = _at < _code.Length && _code[_at] == '=' && !Looking("=>");
        var hasBody = _at < _code.Length && _code[_at] != ';' && !isField;
        SkipBody();
        if (hasBody)
        {
            var name = MemberName().Match(header.TrimEnd());
            var lines = _code.AsSpan(start, Math.Min(_at, _code.Length) - start).Count('\n') + 1;
            _found.Add(new MethodLength(name.Success ? name.Groups["name"].Value : header.Trim(), _code.AsSpan(0, start).Count('\n') + 1, lines));
        }
    }

    /// <summary>Skips space, stray semicolons and attributes. False at the end.</summary>
    private bool SkipToMember()
    {
        while (_at < _code.Length)
        {
            if (_code[_at] == '[')
            {
                SkipBlock();
            }
            else if (char.IsWhiteSpace(_code[_at]) || _code[_at] == ';')
            {
                _at++;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The text up to the member's body: a brace, an arrow, an equals sign or a semicolon outside parentheses.</summary>
    private string ReadHeader()
    {
        var start = _at;
        while (_at < _code.Length && _code[_at] is not ('{' or ';' or '}') && !(_code[_at] == '=' && !InOperatorName(start)))
        {
            if (_code[_at] is '(' or '[')
            {
                SkipBlock();
            }
            else
            {
                _at++;
            }
        }

        return _code[start..Math.Min(_at, _code.Length)];
    }

    private bool InOperatorName(int start) => _code[start.._at].TrimEnd('=', '!', '<', '>').EndsWith("operator ", StringComparison.Ordinal);

    /// <summary>Skips a body: a block, or everything up to the semicolon. A property's initialiser belongs to it.</summary>
    private void SkipBody()
    {
        if (_at < _code.Length && _code[_at] == '{')
        {
            SkipBlock();
            var after = _at;
            while (after < _code.Length && char.IsWhiteSpace(_code[after]))
            {
                after++;
            }

            if (after >= _code.Length || _code[after] != '=')
            {
                return;
            }
        }

        while (_at < _code.Length && _code[_at] is not (';' or '}'))
        {
            if (_code[_at] is '(' or '[' or '{')
            {
                SkipBlock();
            }
            else
            {
                _at++;
            }
        }

        if (_at < _code.Length && _code[_at] == ';')
        {
            _at++;
        }
    }

    /// <summary>Skips from an opening bracket of any kind to behind the one that closes it.</summary>
    private void SkipBlock()
    {
        var depth = 0;
        do
        {
            depth += _code[_at] switch { '(' or '[' or '{' => 1, ')' or ']' or '}' => -1, _ => 0 };
            _at++;
        }
        while (_at < _code.Length && depth > 0);
    }

    private bool Looking(string text) => string.CompareOrdinal(_code, _at, text, 0, text.Length) == 0;
}

namespace RetailSync.Contracts.Schemas.Patterns;

/// <summary>
/// Reads a regular expression of ECMA-262 section 22.2.1 in Unicode mode, as section 6.4 of JSON Schema core asks. The leniencies of annex B
/// that contracts rely on are kept: a lone brace or bracket, an escaped sign, a hyphen beside <c>\w</c>. Anything that another dialect reads differently
/// is refused, so that nobody's <c>\A</c> or <c>{,5}</c> means a plain letter or brace.
/// </summary>
internal sealed partial class EcmaParser
{
    private static readonly PatternNode Nothing = new PatternNode.Sequence([]);

    private readonly string _text;
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private int _groups;
    private int _at;
    private int _opened;
    private int _depth;
    private string? _fault;

    private EcmaParser(string text) => _text = text;

    private bool AtEnd => _at >= _text.Length;

    /// <summary>The tree of a pattern, or null and what is wrong with it and where.</summary>
    internal static PatternNode? Parse(string text, out string? fault)
    {
        if (text.Length > PatternLimits.Length)
        {
            fault = $"The pattern is {text.Length} characters long; at most {PatternLimits.Length} are allowed.";
            return null;
        }

        var parser = new EcmaParser(text);
        var root = parser.CountGroups() ? parser.ReadChoice() : null;
        if (root is not null && !parser.AtEnd)
        {
            root = parser.Fail(parser._at, "this ')' closes no group");
        }

        if (root is not null && PatternTraits.Steps(root) > PatternLimits.Steps)
        {
            parser._fault = $"The pattern writes out to more than {PatternLimits.Steps} steps; use smaller counts, or 'maxLength' beside it.";
            root = null;
        }

        fault = parser._fault;
        return root;
    }

    private PatternNode? ReadChoice()
    {
        var choices = new List<PatternNode>();
        do
        {
            if (ReadSequence() is not { } sequence)
            {
                return null;
            }

            choices.Add(sequence);
        }
        while (Take('|'));
        return choices.Count == 1 ? choices[0] : new PatternNode.Choice(choices);
    }

    private PatternNode? ReadSequence()
    {
        var parts = new List<PatternNode>();
        while (!AtEnd && _text[_at] is not ('|' or ')'))
        {
            if (ReadTerm() is not { } term)
            {
                return null;
            }

            parts.Add(term);
        }

        return parts.Count == 1 ? parts[0] : new PatternNode.Sequence(parts);
    }

    private PatternNode? ReadTerm()
    {
        // '(?:^)*' repeats a group, whatever is left of it in the tree; '^*' and '(?=a)*' repeat an assertion, which only annex B allows.
        var grouped = string.CompareOrdinal(_text, _at, "(?:", 0, 3) == 0;
        var atom = ReadAtom();
        if (atom is null || (!grouped && atom is PatternNode.Edge or PatternNode.Look))
        {
            return atom;
        }

        return ReadQuantifier(atom);
    }

    private PatternNode? ReadAtom()
    {
        var begin = _at;
        switch (_text[_at])
        {
            case '^':
                _at++;
                return new PatternNode.Edge(EdgeKind.Start);
            case '$':
                _at++;
                return new PatternNode.Edge(EdgeKind.End);
            case '(':
                return ReadGroup();
            case '[':
                return ReadClass() is { } members ? new PatternNode.Character(members) : null;
            case '.':
                _at++;
                return new PatternNode.Character(EcmaSets.Dot);
            case '\\':
                return ReadEscape();
            case '*' or '+' or '?':
                return Fail(begin, $"'{_text[_at]}' has nothing to repeat");
            case '{' when LooksCounted():
                return Fail(begin, "this count has nothing to repeat; a brace that is meant as text is written '\\{'");
            default:
                return new PatternNode.Character(CodePointSet.Of(ReadCodePoint()));
        }
    }

    private PatternNode? ReadGroup()
    {
        var begin = _at++;
        if (++_depth > PatternLimits.Depth)
        {
            return Fail(begin, $"groups are nested more than {PatternLimits.Depth} deep");
        }

        Func<PatternNode, PatternNode> wrap;
        if (Take("?="))
        {
            wrap = body => new PatternNode.Look(body, Behind: false, Negated: false);
        }
        else if (Take("?!"))
        {
            wrap = body => new PatternNode.Look(body, Behind: false, Negated: true);
        }
        else if (Take("?<="))
        {
            wrap = body => new PatternNode.Look(body, Behind: true, Negated: false);
        }
        else if (Take("?<!"))
        {
            wrap = body => new PatternNode.Look(body, Behind: true, Negated: true);
        }
        else if (Take("?:"))
        {
            wrap = body => body;
        }
        else if (Take("?<"))
        {
            // The name was read and checked when the groups were counted.
            _at = _text.IndexOf('>', _at) + 1;
            var number = ++_opened;
            wrap = body => new PatternNode.Capture(body, number);
        }
        else if (Take("?"))
        {
            return Fail(begin, "ECMA-262 knows no such group; it has (?:...), (?<name>...), (?=...), (?!...), (?<=...) and (?<!...), and no inline flags here");
        }
        else
        {
            var number = ++_opened;
            wrap = body => new PatternNode.Capture(body, number);
        }

        if (ReadChoice() is not { } choice)
        {
            return null;
        }

        _depth--;
        return Take(')') ? wrap(choice) : Fail(begin, "this group is not closed");
    }

    private int ReadCodePoint()
    {
        if (char.IsHighSurrogate(_text[_at]) && _at + 1 < _text.Length && char.IsLowSurrogate(_text[_at + 1]))
        {
            _at += 2;
            return char.ConvertToUtf32(_text[_at - 2], _text[_at - 1]);
        }

        return _text[_at++];
    }

    private bool Take(char expected)
    {
        if (AtEnd || _text[_at] != expected)
        {
            return false;
        }

        _at++;
        return true;
    }

    private bool Take(string expected)
    {
        if (string.CompareOrdinal(_text, _at, expected, 0, expected.Length) != 0)
        {
            return false;
        }

        _at += expected.Length;
        return true;
    }

    // Returns null so that a caller can hand it on. The first fault stands: what follows from it would only confuse.
    private PatternNode? Fail(int position, string what)
    {
        _fault ??= $"Position {position}: {what}.";
        return null;
    }
}

using System.Text;

namespace RetailSync.Contracts.Schemas.Patterns;

/// <content>Groups and their names are counted first, because <c>\1</c> and <c>\k&lt;name&gt;</c> may stand before the group they refer to.</content>
internal sealed partial class EcmaParser
{
    private bool CountGroups()
    {
        var inClass = false;
        for (var at = 0; at < _text.Length; at++)
        {
            switch (_text[at])
            {
                case '\\':
                    at++;
                    break;
                case '[':
                    inClass = true;
                    break;
                case ']':
                    inClass = false;
                    break;
                case '(' when !inClass && !CountGroup(at):
                    return false;
                default:
                    break;
            }
        }

        return true;
    }

    private bool CountGroup(int at)
    {
        var rest = _text.AsSpan(at + 1);
        if (!rest.StartsWith("?"))
        {
            _groups++;
            return true;
        }

        if (!rest.StartsWith("?<") || rest.StartsWith("?<=") || rest.StartsWith("?<!"))
        {
            return true;
        }

        _groups++;
        var length = rest[2..].IndexOf('>');
        if (length < 0 || !IsName(rest.Slice(2, length)))
        {
            Fail(at, "a group's name is a letter, '_' or '$', then letters, digits, '_' or '$', then '>'");
            return false;
        }

        var name = rest.Slice(2, length).ToString();
        if (!_names.TryAdd(name, _groups))
        {
            Fail(at, $"two groups are named '{name}'");
            return false;
        }

        return true;
    }

    private PatternNode? ReadNamedReference(int begin)
    {
        var close = Take('<') ? _text.IndexOf('>', _at) : -1;
        if (close < 0)
        {
            return Fail(begin, "'\\k' is followed by the name of a group: '\\k<name>'");
        }

        var name = _text[_at..close];
        _at = close + 1;
        return _names.TryGetValue(name, out var number) ? new PatternNode.BackReference(number) : Fail(begin, $"no group is named '{name}'");
    }

    private PatternNode? ReadNumberedReference(int begin)
    {
        var number = ReadNumber();
        return number <= _groups
            ? new PatternNode.BackReference(number)
            : Fail(begin, $"'\\{number}' refers to a group that is not there; the pattern has {_groups}");
    }

    private static bool IsName(ReadOnlySpan<char> name)
    {
        var first = true;
        foreach (var rune in name.EnumerateRunes())
        {
            var allowed = Rune.IsLetter(rune) || rune.Value is '_' or '$' || (!first && Rune.IsLetterOrDigit(rune));
            if (!allowed)
            {
                return false;
            }

            first = false;
        }

        return !first;
    }
}

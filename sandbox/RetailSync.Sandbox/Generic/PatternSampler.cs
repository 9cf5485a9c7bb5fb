using System.Globalization;

namespace RetailSync.Sandbox.Generic;

/// <summary>Makes a text that fits a simple pattern: literals, character classes, groups and counted repetition, as ids have them.</summary>
internal sealed class PatternSampler
{
    private const string Digits = "0123456789";
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private readonly string _pattern;
    private readonly List<string> _slots = [];
    private int _at;

    private PatternSampler(string pattern) => _pattern = pattern;

    /// <summary>The text with the given number in it: <c>^LA-[0-9]{8}$</c> and 42 make <c>LA-00000042</c>.</summary>
    public static string Sample(string pattern, long number)
    {
        var sampler = new PatternSampler(pattern);
        sampler.ReadBranch();
        return sampler.Fill(number);
    }

    /// <summary>Counts in the slots that have a choice, from the right, like an odometer.</summary>
    private string Fill(long number)
    {
        var text = new char[_slots.Count];
        for (var i = _slots.Count - 1; i >= 0; i--)
        {
            var choice = _slots[i];
            text[i] = choice[(int)(number % choice.Length)];
            number /= choice.Length;
        }

        return new string(text);
    }

    /// <summary>Reads one alternative; the others are skipped.</summary>
    private void ReadBranch()
    {
        while (_at < _pattern.Length && _pattern[_at] is not (')' or '|'))
        {
            var start = _slots.Count;
            ReadAtom();
            Repeat([.. _slots.Skip(start)], ReadLeastCount());
        }

        for (var depth = 0; _at < _pattern.Length && !(depth == 0 && _pattern[_at] == ')'); _at++)
        {
            depth += _pattern[_at] switch { '(' => 1, ')' => -1, _ => 0 };
        }
    }

    private void ReadAtom()
    {
        var c = _pattern[_at++];
        switch (c)
        {
            case '^' or '$':
                break;
            case '(':
                _at += _pattern.AsSpan(_at).StartsWith("?:", StringComparison.Ordinal) ? 2 : 0;
                ReadBranch();
                _at++;
                break;
            case '[':
                _slots.Add(ReadClass());
                break;
            case '.':
                _slots.Add(Letters);
                break;
            case '\\' when _at < _pattern.Length:
                _slots.Add(Escaped(_pattern[_at++]));
                break;
            default:
                _slots.Add(c.ToString());
                break;
        }
    }

    private string ReadClass()
    {
        var end = _pattern.IndexOf(']', _at + 1);
        var body = _pattern[_at..(end < 0 ? _pattern.Length : end)];
        _at = end < 0 ? _pattern.Length : end + 1;
        if (body.StartsWith('^'))
        {
            return (Digits + Letters).Where(c => !body.Contains(c, StringComparison.Ordinal)).Aggregate("", (all, c) => all + c);
        }

        var choice = "";
        for (var i = 0; i < body.Length; i++)
        {
            if (body[i] == '\\' && i + 1 < body.Length)
            {
                choice += Escaped(body[++i]);
            }
            else if (i + 2 < body.Length && body[i + 1] == '-')
            {
                choice += string.Concat(Enumerable.Range(body[i], body[i + 2] - body[i] + 1).Select(c => (char)c));
                i += 2;
            }
            else
            {
                choice += body[i];
            }
        }

        return choice;
    }

    private int ReadLeastCount()
    {
        switch (_at < _pattern.Length ? _pattern[_at] : '\0')
        {
            case '?' or '*':
                _at++;
                return 0;
            case '+':
                _at++;
                return 1;
            case '{':
                var end = _pattern.IndexOf('}', _at);
                var least = _pattern[(_at + 1)..end].Split(',')[0];
                _at = end + 1;
                return int.Parse(least, NumberStyles.None, CultureInfo.InvariantCulture);
            default:
                return 1;
        }
    }

    private void Repeat(List<string> slots, int count)
    {
        if (count == 0)
        {
            _slots.RemoveRange(_slots.Count - slots.Count, slots.Count);
        }

        for (var i = 1; i < count; i++)
        {
            _slots.AddRange(slots);
        }
    }

    private static string Escaped(char c) => c switch
    {
        'd' => Digits,
        'w' => Letters + Digits,
        's' => " ",
        _ => c.ToString(),
    };
}

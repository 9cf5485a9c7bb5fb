using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace RetailSync.Contracts.Schemas.Patterns;

/// <summary>Writes a tree as a pattern of .NET that matches the same well-formed texts.</summary>
internal sealed class DotNetWriter
{
    private const int FirstSurrogate = 0xD800;
    private const int LastSurrogate = 0xDFFF;
    private const int FirstAstral = 0x10000;
    private const string Word = "[0-9A-Z_a-z]";

    private readonly StringBuilder _text = new();

    // Only what a group captured can depend on the order in which ways are tried. Otherwise lazy is written greedy: .NET 10 does not end on some
    // lazy repetitions of what can be empty, such as '(?:a*b*)+?c'.
    private readonly string _lazy;

    private DotNetWriter(bool keepsOrder) => _lazy = keepsOrder ? "?" : "";

    internal static string Write(PatternNode root)
    {
        var writer = new DotNetWriter(keepsOrder: PatternTraits.Any(root, node => node is PatternNode.BackReference));
        if (PatternTraits.Any(root, node => node is PatternNode.Look or PatternNode.Edge { Kind: EdgeKind.NotWord }))
        {
            // .NET counts code units. A match that begins with a place rather than a text must not begin amid a surrogate pair.
            writer._text.Append(@"(?<![\uD800-\uDBFF])");
        }

        writer.WriteGroup(root);
        return writer._text.ToString();
    }

    private void WriteNode(PatternNode node)
    {
        switch (node)
        {
            case PatternNode.Character character:
                WriteSet(character.Set);
                break;
            case PatternNode.Sequence sequence:
                foreach (var part in sequence.Parts)
                {
                    WriteGroup(part);
                }

                break;
            case PatternNode.Choice choice:
                WriteChoice(choice.Choices);
                break;
            case PatternNode.Repeat repeat:
                WriteGroup(repeat.Body, always: true);
                _text.Append(CultureInfo.InvariantCulture, $"{{{repeat.Least},{repeat.Most}}}").Append(repeat.Lazy ? _lazy : "");
                break;
            case PatternNode.Capture capture:
                WriteWrapped($"(?<{capture.Number}>", capture.Body);
                break;
            case PatternNode.Look look:
                WriteWrapped((look.Behind, look.Negated) switch { (false, false) => "(?=", (false, true) => "(?!", (true, false) => "(?<=", _ => "(?<!" }, look.Body);
                break;
            case PatternNode.BackReference reference:
                // A group that captured nothing is the empty text (section 22.2.2.7.2, BackreferenceMatcher); in .NET it would fail.
                _text.Append(CultureInfo.InvariantCulture, $@"(?({reference.Number})\k<{reference.Number}>)");
                break;
            case PatternNode.Edge edge:
                _text.Append(EdgeOf(edge.Kind));
                break;
            default:
                throw new UnreachableException($"A {node.GetType().Name} has no translation.");
        }
    }

    // An empty choice is written as an optional group, because .NET 10 takes '(?:a{1,2}|){2}' for something that cannot be empty.
    private void WriteChoice(IReadOnlyList<PatternNode> choices)
    {
        var full = choices.TakeWhile(choice => !IsEmpty(choice)).ToList();
        if (full.Count == 0)
        {
            // '|a' tries nothing first, so it is a lazy option.
            var rest = choices.SkipWhile(IsEmpty).ToList();
            if (rest.Count > 0)
            {
                WriteWrapped("(?:", new PatternNode.Choice(rest));
                _text.Append('?').Append(_lazy);
            }

            return;
        }

        var optional = full.Count < choices.Count;
        _text.Append(optional ? "(?:" : "");
        for (var at = 0; at < full.Count; at++)
        {
            _text.Append(at == 0 ? "" : "|");
            WriteNode(full[at]);
        }

        if (optional)
        {
            // What follows the empty choice comes after it: '(?:a)?|b' for 'a||b'.
            _text.Append(")?");
            var rest = choices.Skip(full.Count).SkipWhile(IsEmpty).ToList();
            if (rest.Count > 0)
            {
                _text.Append('|');
                WriteChoice(rest);
            }
        }
    }

    private static bool IsEmpty(PatternNode node) => node is PatternNode.Sequence { Parts.Count: 0 };

    private void WriteGroup(PatternNode node, bool always = false)
    {
        if (always || node is PatternNode.Choice)
        {
            WriteWrapped("(?:", node);
            return;
        }

        WriteNode(node);
    }

    private void WriteWrapped(string opening, PatternNode body)
    {
        _text.Append(opening);
        WriteNode(body);
        _text.Append(')');
    }

    private static string EdgeOf(EdgeKind kind) => kind switch
    {
        EdgeKind.Start => @"\A",
        EdgeKind.End => @"\z",
        EdgeKind.Word => $"(?:(?<={Word})(?!{Word})|(?<!{Word})(?={Word}))",
        EdgeKind.NotWord => $"(?:(?<={Word})(?={Word})|(?<!{Word})(?!{Word}))",
        _ => throw new UnreachableException($"Edge {kind} has no translation."),
    };

    // One class for the basic plane, and a pair of surrogates per run beyond it. Surrogates alone never occur in well-formed text.
    private void WriteSet(CodePointSet set)
    {
        var choices = new List<string>();
        var plane = new StringBuilder();
        foreach (var (first, last) in set.Ranges())
        {
            AppendRange(plane, first, Math.Min(last, FirstSurrogate - 1));
            AppendRange(plane, Math.Max(first, LastSurrogate + 1), Math.Min(last, FirstAstral - 1));
            AddPairs(choices, Math.Max(first, FirstAstral), last);
        }

        if (plane.Length > 0)
        {
            choices.Insert(0, $"[{plane}]");
        }

        _text.Append(choices switch
        {
            [] => @"[^\u0000-\uFFFF]",
            [var only] => only,
            _ => $"(?:{string.Join('|', choices)})",
        });
    }

    private static void AddPairs(List<string> choices, int first, int last)
    {
        while (first <= last)
        {
            var (high, low) = Pair(first);
            var (lastHigh, lastLow) = Pair(last);
            if (high == lastHigh)
            {
                choices.Add($"{Class(high, high)}{Class(low, lastLow)}");
                return;
            }

            // A run that begins a block of 1,024 takes whole blocks at once, otherwise the rest of its first block.
            var until = low != 0xDC00 ? high : lastLow == 0xDFFF ? lastHigh : lastHigh - 1;
            choices.Add($"{Class(high, until)}{Class(low, 0xDFFF)}");
            first = char.ConvertToUtf32((char)until, '\uDFFF') + 1;
        }
    }

    private static (int High, int Low) Pair(int codePoint) =>
        (FirstSurrogate + ((codePoint - FirstAstral) >> 10), 0xDC00 + ((codePoint - FirstAstral) & 0x3FF));

    private static string Class(int first, int last) => AppendRange(new StringBuilder("["), first, last).Append(']').ToString();

    private static StringBuilder AppendRange(StringBuilder text, int first, int last)
    {
        if (first > last)
        {
            return text;
        }

        AppendUnit(text, first);
        return first == last ? text : AppendUnit(text.Append('-'), last);
    }

    private static StringBuilder AppendUnit(StringBuilder text, int unit) => char.IsAsciiLetterOrDigit((char)unit)
        ? text.Append((char)unit)
        : text.Append(CultureInfo.InvariantCulture, $@"\u{unit:X4}");
}

using System.Text.Json;
using RetailSync.Contracts.Schemas.Patterns;

namespace RetailSync.Contracts.Schemas;

/// <content>The keywords of a schema itself, by the kind of the value.</content>
internal sealed partial class Evaluation
{
    private bool CheckOwn(SchemaNode node, ref Utf8JsonReader reader, Marks? marks)
    {
        var isValid = node.Values.Length == 0 || IsAmong(node, ref reader);
        return (isValid || IsCollecting) && CheckByKind(node, ref reader, marks) && isValid;
    }

    private bool CheckByKind(SchemaNode node, ref Utf8JsonReader reader, Marks? marks)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return Is(node, ValueTypes.Object)
                    ? node.Objects is { } objects ? CheckObject(node, objects, ref reader, marks) : Skip(ref reader)
                    : IsCollecting && Skip(ref reader) && false;
            case JsonTokenType.StartArray:
                return Is(node, ValueTypes.Array)
                    ? node.Arrays is { } arrays ? CheckArray(node, arrays, ref reader, marks) : Skip(ref reader)
                    : IsCollecting && Skip(ref reader) && false;
            case JsonTokenType.Number:
                return CheckNumber(node, ref reader);
            case JsonTokenType.String or JsonTokenType.PropertyName:
                return Is(node, ValueTypes.Text) && (node.Texts is { } texts ? CheckText(node, texts, ref reader) : Skip(ref reader));
            case JsonTokenType.True or JsonTokenType.False:
                return Is(node, ValueTypes.Boolean);
            default:
                return Is(node, ValueTypes.Null);
        }
    }

    private bool Is(SchemaNode node, ValueTypes type) => (node.Types & type) != 0 || FailType(node, type);

    private bool FailType(SchemaNode node, ValueTypes type) => node.Types == ValueTypes.None
        ? Fail(node, "", $"Nothing is allowed here.")
        : Fail(node, "type", $"The value is {TypeNames.Of(type)}; allowed: {TypeNames.All(node.Types)}.");

    private bool IsAmong(SchemaNode node, ref Utf8JsonReader reader)
    {
        var isValid = true;
        foreach (var values in node.Values)
        {
            isValid &= values.Contains(this, ref reader) || Fail(node, values.Keyword, $"The value is not one of: {values.Description}.");
        }

        return isValid;
    }

    private bool CheckNumber(SchemaNode node, ref Utf8JsonReader reader)
    {
        var wanted = node.Types & ValueTypes.Number;
        if (node.Numbers is null && wanted == ValueTypes.Number)
        {
            return true;
        }

        if (wanted == 0)
        {
            return FailType(node, ValueTypes.Number);
        }

        // Most numbers are short and whole, and most bounds are.
        var json = reader.ValueSpan;
        if ((wanted & ValueTypes.Integer) != 0 && TryWhole(json, out var whole)
            && (node.Numbers is not { } range || (whole >= range.LeastWhole && whole <= range.MostWhole)))
        {
            return true;
        }

        Charge(json.Length);
        var number = ExactNumber.Parse(json);
        if (wanted != ValueTypes.Number && !Is(node, number.IsInteger ? ValueTypes.Integer : ValueTypes.Fraction))
        {
            return false;
        }

        return node.Numbers is not { } rules || IsWithin(node, rules, in number);
    }

    // What is read here is well-formed already, which a parser for any text would find out again.
    private static bool TryWhole(ReadOnlySpan<byte> json, out long whole)
    {
        whole = 0;
        if (json.Length > 18)
        {
            return false;
        }

        var isNegative = json[0] == '-';
        for (var at = isNegative ? 1 : 0; at < json.Length; at++)
        {
            var digit = json[at] - '0';
            if ((uint)digit > 9)
            {
                return false;
            }

            whole = (whole * 10) + digit;
        }

        whole = isNegative ? -whole : whole;
        return true;
    }

    private bool IsWithin(SchemaNode node, NumberRules rules, in ExactNumber number)
    {
        var isValid = IsAbove(node, rules.Lowest, in number) && IsAbove(node, rules.AlsoLowest, in number);
        isValid = (isValid || IsCollecting) && IsBelow(node, rules.Highest, in number) && IsBelow(node, rules.AlsoHighest, in number) && isValid;
        return (isValid || IsCollecting)
            && (rules.MultipleOf is not { } step || number.IsMultipleOf(step) || Fail(node, "multipleOf", $"The number is not a multiple of what the contract says."))
            && isValid;
    }

    private bool IsAbove(SchemaNode node, NumberBound? bound, in ExactNumber number) =>
        bound is null || number.CompareTo(bound.Value) > (bound.IsExclusive ? 0 : -1) || Fail(node, bound.Keyword, $"The number is too small.");

    private bool IsBelow(SchemaNode node, NumberBound? bound, in ExactNumber number) =>
        bound is null || number.CompareTo(bound.Value) < (bound.IsExclusive ? 0 : 1) || Fail(node, bound.Keyword, $"The number is too large.");

    private bool CheckText(SchemaNode node, TextRules rules, ref Utf8JsonReader reader)
    {
        var text = Text(ref reader);
        Charge(text.Length);

        // Between a quarter of the bytes and all of them are characters: often that settles the length.
        var isValid = (text.Length <= rules.MaxLength && (text.Length + 3) / 4 >= rules.MinLength) || HasLength(node, rules, text);
        if (rules.Pattern is { } pattern && (isValid || IsCollecting))
        {
            isValid &= Matches(pattern, text) || Fail(node, "pattern", $"The string does not match the pattern.");
        }

        if (rules.Format is { } format && (isValid || IsCollecting))
        {
            isValid &= format(text) || Fail(node, "format", $"The string is not written in the format that is asked for.");
        }

        return isValid;
    }

    private bool HasLength(SchemaNode node, TextRules rules, ReadOnlySpan<byte> text)
    {
        var length = Characters(text);
        return length < rules.MinLength
            ? Fail(node, "minLength", $"The string has {length} characters; at least {rules.MinLength} are needed.")
            : length <= rules.MaxLength || Fail(node, "maxLength", $"The string has {length} characters; at most {rules.MaxLength} are allowed.");
    }

    private static long Characters(ReadOnlySpan<byte> text)
    {
        var count = 0L;
        foreach (var value in text)
        {
            count += (value & 0xC0) == 0x80 ? 0 : 1;
        }

        return count;
    }

    // Patterns that cannot be decided in time count as neither.
    private bool Matches(CompiledPattern pattern, ReadOnlySpan<byte> text)
    {
        switch (pattern.Judge(text, ref _steps))
        {
            case PatternVerdict.Matches:
                return true;
            case PatternVerdict.GaveUp:
                _steps = -1;
                return false;
            default:
                return false;
        }
    }
}

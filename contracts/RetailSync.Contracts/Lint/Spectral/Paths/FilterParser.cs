using System.Globalization;
using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Lint.Spectral.Paths;

/// <summary>Reads the expressions of filters: the part of JavaScript that rulesets use.</summary>
/// <remarks>
/// Comparisons, <c>&amp;&amp;</c>, <c>||</c>, <c>!</c>, parentheses, literals, <c>@</c> with members, <c>@property</c>, <c>@parent</c>, <c>@parentProperty</c>,
/// <c>@path</c>, <c>length</c>, and the methods match, test, includes, indexOf, startsWith and endsWith.
/// </remarks>
internal sealed partial class FilterParser(PathText text)
{
    private const int MaxDepth = 32;

    private int _depth;

    public FilterExpression Read()
    {
        if (++_depth > MaxDepth)
        {
            throw text.Fault("the expression is nested too deep");
        }

        var left = And();
        while (text.Take("||"))
        {
            var (first, second) = (left, And());
            left = node => FilterValue.IsTruthy(first(node)) ? first(node) : second(node);
        }

        _depth--;
        return left;
    }

    private FilterExpression And()
    {
        var left = Comparison();
        while (text.Take("&&"))
        {
            var (first, second) = (left, Comparison());
            left = node => FilterValue.IsTruthy(first(node)) ? second(node) : first(node);
        }

        return left;
    }

    private FilterExpression Comparison()
    {
        var left = Unary();
        foreach (var sign in (string[])["===", "!==", "==", "!=", "<=", ">=", "<", ">"])
        {
            if (text.Take(sign))
            {
                var right = Unary();
                return sign switch
                {
                    "===" or "==" => node => FilterValue.AreEqual(left(node), right(node), sign == "=="),
                    "!==" or "!=" => node => !FilterValue.AreEqual(left(node), right(node), sign == "!="),
                    _ => node => Compare(left(node), right(node), sign),
                };
            }
        }

        return left;
    }

    private static object Compare(object? left, object? right, string sign)
    {
        var order = left is string first && right is string second ? string.CompareOrdinal(first, second)
            : FilterValue.ToNumber(left) is { } one && FilterValue.ToNumber(right) is { } other ? one.CompareTo(other)
            : (int?)null;
        return order is { } known && sign switch { "<" => known < 0, "<=" => known <= 0, ">" => known > 0, _ => known >= 0 };
    }

    private FilterExpression Unary()
    {
        if (text.Take("!"))
        {
            if (++_depth > MaxDepth)
            {
                throw text.Fault("the expression is nested too deep");
            }

            var operand = Unary();
            _depth--;
            return node => !FilterValue.IsTruthy(operand(node));
        }

        return Members(Primary());
    }

    private FilterExpression Primary()
    {
        if (text.Take("("))
        {
            var inner = Read();
            text.Expect(")");
            return inner;
        }

        if (text.Take("@"))
        {
            return text.TakeName() switch
            {
                null => node => FilterValue.Of(node.Value),
                "property" => node => node.Key,
                "parentProperty" => node => node.Parent?.Key,
                "parent" => node => FilterValue.Of(node.Parent?.Value),
                "path" => node => PathText.Write(node),
                { } other => throw text.Fault($"'@{other}' is not known"),
            };
        }

        if (text.TakeText() is { } literal)
        {
            return _ => literal;
        }

        if (text.TakeRegularExpression() is { } expression)
        {
            return _ => expression;
        }

        if (text.TakeNumber() is { } number)
        {
            object value = double.Parse(number, CultureInfo.InvariantCulture);
            return _ => value;
        }

        return text.TakeName() switch
        {
            "true" => _ => true,
            "false" => _ => false,
            "null" => _ => FilterValue.Null,
            "undefined" => _ => null,
            null => throw text.Fault("an expression is missing"),
            { } name => throw text.Fault($"'{name}' is not known"),
        };
    }

    private static object? Member(object? holder, string name) => holder switch
    {
        SourceNode { Kind: SourceKind.List } list when name == "length" => (double)list.Items.Count,
        SourceNode { Kind: SourceKind.List } list => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var position) && position < list.Items.Count ? FilterValue.Of(list.Items[position]) : null,
        SourceNode mapping => FilterValue.Of(mapping[name]),
        string value when name == "length" => (double)value.Length,
        _ => null,
    };
}

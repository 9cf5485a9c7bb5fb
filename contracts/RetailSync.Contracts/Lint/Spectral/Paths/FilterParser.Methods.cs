using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Lint.Spectral.Paths;

/// <content>Members and methods behind a value.</content>
internal sealed partial class FilterParser
{
    private FilterExpression Members(FilterExpression holder)
    {
        while (true)
        {
            var before = holder;
            if (text.Take("["))
            {
                var key = Read();
                text.Expect("]");
                holder = node => Member(before(node), $"{key(node)}");
                continue;
            }

            text.Take("?");
            if (!text.Take("."))
            {
                return holder;
            }

            var name = text.TakeName() ?? throw text.Fault("a name is missing after '.'");
            holder = text.Take("(") ? Call(before, name) : node => Member(before(node), name);
        }
    }

    private FilterExpression Call(FilterExpression holder, string method)
    {
        var argument = Read();
        text.Expect(")");
        return method switch
        {
            "match" => node => holder(node) is string value && argument(node) is { } pattern && Matches(pattern, value),
            "test" => node => holder(node) is SpectralPattern pattern && argument(node) is string value && pattern.IsMatch(value),
            "includes" => node => holder(node) switch
            {
                string value => argument(node) is string part && value.Contains(part, StringComparison.Ordinal),
                SourceNode list => argument(node) is var wanted && list.Items.Any(item => FilterValue.AreEqual(FilterValue.Of(item), wanted, isLoose: false)),
                _ => false,
            },
            "indexOf" => node => holder(node) is string value && argument(node) is string part ? (double)value.IndexOf(part, StringComparison.Ordinal) : -1.0,
            "startsWith" => node => holder(node) is string value && argument(node) is string part && value.StartsWith(part, StringComparison.Ordinal),
            "endsWith" => node => holder(node) is string value && argument(node) is string part && value.EndsWith(part, StringComparison.Ordinal),
            _ => throw text.Fault($"the method '{method}' is not known; known are match, test, includes, indexOf, startsWith and endsWith"),
        };
    }

    private static bool Matches(object pattern, string value) => pattern switch
    {
        SpectralPattern expression => expression.IsMatch(value),
        string literal => SpectralPattern.TryRead(literal, out var read, out _) && read!.IsMatch(value),
        _ => false,
    };
}

namespace RetailSync.Contracts.Lint.Model;

/// <summary>Tells by its name whether a property is an amount of money.</summary>
internal static class MoneyWords
{
    private static readonly HashSet<string> Money = new(StringComparer.Ordinal)
    {
        "price", "prices", "amount", "total", "subtotal", "cost", "costs", "fee", "fees", "charge", "balance", "discount", "refund", "deposit", "payment", "revenue", "turnover", "salary", "gross", "net", "shipping", "postage", "surcharge", "tip",
    };

    private static readonly HashSet<string> Not = new(StringComparer.Ordinal)
    {
        "percent", "percentage", "rate", "ratio", "factor", "count", "items", "pages", "quantity", "points", "id", "code", "type", "number", "weight", "kg", "grams", "method", "status", "date", "time", "at", "until", "class", "name", "reason", "reference",
    };

    /// <summary>Whether the last word of the name, or the one before, means money and none says otherwise.</summary>
    public static bool IsMoney(string name)
    {
        var words = Words.Of(name);
        return words.Count > 0 && !words.Any(Not.Contains) && (Money.Contains(words[^1]) || (words.Count > 1 && Money.Contains(words[^2])));
    }
}

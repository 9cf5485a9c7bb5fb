using System.Text.Json.Nodes;

namespace RetailSync.Contracts.Tests.Schemas.Oracle;

/// <summary>Names, texts, patterns and numbers that schemas and values are made of.</summary>
internal static class Samples
{
    public static readonly string[] Types = ["null", "boolean", "object", "array", "number", "integer", "string"];

    // No name that every object of JavaScript has (toString, __proto__): the other side would see it where it is not.
    public static readonly string[] Names = ["a", "b", "c", "id", "name", "x-1", "", "a/b", "a~b", "%25", "10", "2", "é", "e\u0301", "名前", "😀", "quantityOrdered", "\"\\", "\n", "A", "ab"];

    public static readonly string[] Texts =
        ["", "a", "b", "ab", "abc", "ABC-12", "12", "7", "x y", " ", "\t", "é", "e\u0301", "ß", "日本", "😀", "😀😀", "a😀b", "\u0000", "\u007F", "\u2028", "\uFFFD", "aaaaaaaaaaaa", "0", "null", "\"", "\\", "/", "𝒳y", "a\nb"];

    // Regular expressions that say the same with and without the flag u, with texts that fit.
    public static readonly (string Pattern, string[] Fitting)[] Patterns =
    [
        ("^a", ["a", "ab", "a😀b"]), ("b$", ["b", "ab"]), ("^[a-c]+$", ["a", "abc", "cab"]), ("^\\d{1,3}$", ["7", "12", "123"]), ("^.{2}$", ["ab", "日本", "😀😀"]), ("x|y", ["x", "𝒳y"]),
        ("^(?:ab)*$", ["", "ab", "abab"]), ("[^a]", ["b", "ab"]), ("\\w", ["a", "7", "_"]), ("\\s", [" ", "\t", "a\u00A0"]), ("^$", [""]), ("^(?!a)", ["b", ""]), ("(?=.*b)a", ["ab"]), ("\\bb", ["b", "a b"]),
        ("^(a|b)\\1$", ["aa", "bb"]), ("\\p{L}", ["é", "日"]), ("^\\P{L}*$", ["12", " "]), ("^[A-Z]{3}-[0-9]+$", ["ABC-12"]), ("^.$", ["a", "😀"]), ("^[\\u{1F600}-\\u{1F64F}]$", ["😀"]), ("a{2,4}?b?", ["aa", "aab"]),
        ("^[^\\n]*$", ["ab", ""]), ("é", ["é"]), ("^\\S+$", ["ab", "名"]), ("-", ["x-1", "ABC-12"]), (".", ["a", "\u0000"]), ("^(a+)+$", ["a", "aaaaaaaaaaaa"]), ("\\D", ["a"]), ("\\W", [" ", "é"]), ("", ["", "a"]),
    ];

    public static readonly string[] Numbers =
        ["0", "1", "-1", "2", "3", "4", "5", "6", "7", "10", "12", "-5", "0.5", "-0.5", "1.5", "2.25", "-2.75", "100", "1.0", "1e2", "-0", "-0.0", "2.50", "1E1", "50e-1", "1000000", "1073741824", "30", "0.125"];

    /// <summary>Numbers that a double does not hold, or with which it does not reckon exactly.</summary>
    public static readonly string[] OddNumbers =
        ["4503599627370496", "0.1", "0.01", "0.3", "0.2", "19.99", "0.07", "9007199254740993", "9007199254740992", "1e400", "-1e400", "1e-400", "123456789012345678901234567890", "1e22", "0.30000000000000004", "1.0000000000000000001"];

    public static JsonNode Number(string text) => JsonNode.Parse(text)!;

    public static T Pick<T>(this Random random, IReadOnlyList<T> from) => from[random.Next(from.Count)];

    public static bool Chance(this Random random, double probability) => random.NextDouble() < probability;

    /// <summary>Any value.</summary>
    public static JsonNode? Value(Random random, int depth, bool isOdd) => random.Next(depth > 2 ? 5 : 7) switch
    {
        0 => null,
        1 => random.Chance(0.5),
        2 => Text(random),
        3 or 4 => AnyNumber(random, isOdd),
        5 => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, depth + 1, isOdd))]),
        _ => new JsonObject(Enumerable.Range(0, random.Next(4)).Select(_ => random.Pick(Names)).Distinct().Select(name => KeyValuePair.Create(name, Value(random, depth + 1, isOdd)))),
    };

    public static JsonNode AnyNumber(Random random, bool isOdd) => Number(random.Pick(isOdd && random.Chance(0.5) ? OddNumbers : Numbers));

    public static string Text(Random random) => random.Chance(0.15) ? random.Pick(Texts) + random.Pick(Texts) : random.Pick(Texts);
}

using System.Text.RegularExpressions;
using RetailSync.Contracts.Schemas.Patterns;

namespace RetailSync.Contracts.Tests.Schemas.Patterns;

public class EcmaPatternTests
{
    [Theory]
    [InlineData("a**", "Position 1: a quantifier follows a quantifier; ECMA-262 has no possessive ones.")]
    [InlineData("a++", "Position 1: a quantifier follows a quantifier; ECMA-262 has no possessive ones.")]
    [InlineData("x|*", "Position 2: '*' has nothing to repeat.")]
    [InlineData("^*", "Position 1: '*' has nothing to repeat.")]
    [InlineData("(?=a)*", "Position 5: '*' has nothing to repeat.")]
    [InlineData("{2}", "Position 0: this count has nothing to repeat; a brace that is meant as text is written '\\{'.")]
    [InlineData("a{,5}", "Position 1: the lower count is missing; write '{0,5}' for at most 5.")]
    [InlineData("a{2,1}", "Position 1: the upper count 1 is below the lower count 2.")]
    [InlineData("a{2,3", "Position 1: a count is '{2}', '{2,}' or '{2,5}'; a brace that is meant as text is written '\\{'.")]
    [InlineData("ab)", "Position 2: this ')' closes no group.")]
    [InlineData("a(b", "Position 1: this group is not closed.")]
    [InlineData("a[b", "Position 1: this class is not closed.")]
    [InlineData("[]a", "")]
    [InlineData("[z-a]", "Position 1: the range 'z-a' runs backwards.")]
    [InlineData("a\\", "Position 1: the pattern ends in a single '\\'.")]
    [InlineData("\\a", "Position 0: ECMA-262 has no escape '\\a'.")]
    [InlineData("^\\S(|(.|\\n)*\\S)\\Z", "Position 15: ECMA-262 has no escape '\\Z'.")]
    [InlineData("[\\B]", "Position 1: ECMA-262 has no escape '\\B'.")]
    [InlineData("\\01", "Position 0: ECMA-262 has no escape '\\0'.")]
    [InlineData("\\1", "Position 0: '\\1' refers to a group that is not there; the pattern has 0.")]
    [InlineData("(a)[(]\\2", "Position 6: '\\2' refers to a group that is not there; the pattern has 1.")]
    [InlineData("\\k<n>", "Position 0: no group is named 'n'.")]
    [InlineData("\\kn", "Position 0: '\\k' is followed by the name of a group: '\\k<name>'.")]
    [InlineData("(?<n>a)(?<n>b)", "Position 7: two groups are named 'n'.")]
    [InlineData("(?<1>a)", "Position 0: a group's name is a letter, '_' or '$', then letters, digits, '_' or '$', then '>'.")]
    [InlineData("\\cö", "Position 0: '\\c' is followed by a letter.")]
    [InlineData("\\x4", "Position 0: '\\x' is followed by two hexadecimal digits.")]
    [InlineData("\\u12", "Position 0: '\\u' is followed by four hexadecimal digits or by '{'.")]
    [InlineData("\\u{110000}", "Position 0: '\\u{...}' holds a hexadecimal number up to 10FFFF.")]
    [InlineData("\\u{}", "Position 0: '\\u{...}' holds a hexadecimal number up to 10FFFF.")]
    [InlineData("\\pL", "Position 0: '\\p' is followed by a property in braces, such as '\\p{Letter}' or '\\p{Script=Latin}'.")]
    [InlineData("a\\p{Klingon}", "Position 1: the Unicode property 'Klingon' is not supported; general categories, common scripts and a few binary properties are.")]
    [InlineData("\\p{letter}", "Position 0: the Unicode property 'letter' is not supported; general categories, common scripts and a few binary properties are.")]
    public void TryParse_Fault_SaysWhatAndWhere(string pattern, string expected)
    {
        var parsed = EcmaPattern.TryParse(pattern, out _, out var fault);

        Assert.Equal(expected, fault ?? "");
        Assert.Equal(expected.Length == 0, parsed);
    }

    [Theory]
    [InlineData("(?P<name>x)")]
    [InlineData("(?#comment)a")]
    [InlineData("(?i)abc")]
    [InlineData("(?ims)abc")]
    [InlineData("(?>a)")]
    public void TryParse_GroupOfAnotherDialect_IsRefused(string pattern)
    {
        var parsed = EcmaPattern.TryParse(pattern, out _, out var fault);

        Assert.False(parsed);
        Assert.StartsWith("Position 0: ECMA-262 knows no such group;", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("^a.$", "\\A[a][\\u0000-\\u0009\\u000B-\\u000C\\u000E-\\u2027\\u202A-\\uD7FF\\uE000-\\uFFFF]\\z")]
    [InlineData("\\d{2,}?", "(?:[0-9]){2,}")]
    [InlineData("(a+?)\\1", "(?<1>(?:[a]){1,}?)(?(1)\\k<1>)")]
    [InlineData("(a)|\\1", "(?:(?<1>[a])|(?(1)\\k<1>))")]
    [InlineData("[]", "[^\\u0000-\\uFFFF]")]
    [InlineData("😀", "[\\uD83D][\\uDE00]")]
    public void TryTranslate_Pattern_SpeaksDotNet(string pattern, string expected)
    {
        EcmaPattern.TryTranslate(pattern, out var translated, out _);

        // The dot goes on beyond the basic plane; only what comes before that is spelled out here.
        Assert.Equal(expected, translated!.Replace("(?:[\\u0000", "[\\u0000", StringComparison.Ordinal).Replace("|[\\uD800-\\uDBFF][\\uDC00-\\uDFFF])", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("^[🐲-\\u{20010}]$", "🐲", true)]
    [InlineData("^[🐲-\\u{20010}]$", "🐳", true)]
    [InlineData("^[🐲-\\u{20010}]$", "𐀀", false)]
    [InlineData("^[🐲-\\u{20010}]$", "\U00020010", true)]
    [InlineData("^[🐲-\\u{20010}]$", "\U00020011", false)]
    [InlineData("^[🐲-\\u{20010}]$", "\U0001FFFF", true)]
    [InlineData("^[\\u{10000}-\\u{10FFFF}]$", "\U0010FFFF", true)]
    [InlineData("^\\p{L}+$", "𠀀é", true)]
    [InlineData("^[^a]$", "🐲", true)]
    [InlineData("^abc$", "abc\n", false)]
    [InlineData("\\bsku\\b", "éskué", true)]
    [InlineData("\\bsku\\b", "skus", false)]
    [InlineData("a\\B🐲\\Ba", "a🐲a", false)]
    [InlineData("[^a]\\B[^a]", "🐲", false)]
    [InlineData("^(?:(?!🐲).)+$", "a🐱", true)]
    [InlineData("^(?:a{1,2}|){2}$", "", true)]
    [InlineData("^(?:|a{1,2}){2}$", "aaa", true)]
    [InlineData("^(?:a||b|)c(?:|)$", "bc", true)]
    [InlineData("^(?:a||b|)c(?:|)$", "abc", false)]
    public void TryTranslate_Translation_MeansTheSame(string pattern, string text, bool expected)
    {
        EcmaPattern.TryTranslate(pattern, out var translated, out _);

        var matches = Regex.IsMatch(text, translated!, RegexOptions.CultureInvariant);

        Assert.Equal(expected, matches);
        Assert.Equal(expected, Patterns.IsMatch(pattern, text));
    }
}

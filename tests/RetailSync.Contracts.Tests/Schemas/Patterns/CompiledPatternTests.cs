using System.Text;
using RetailSync.Contracts.Schemas.Patterns;

namespace RetailSync.Contracts.Tests.Schemas.Patterns;

public class CompiledPatternTests
{
    [Theory]
    [InlineData("^abc", "abcd", true)]
    [InlineData("^abc", "xabc", false)]
    [InlineData("abc", "xabcx", true)]
    [InlineData("^[A-Z]{2,3}$", "EUR", true)]
    [InlineData("^[A-Z]{2,3}$", "E", false)]
    [InlineData("^[A-Z]{2,3}$", "EURO", false)]
    [InlineData("^[0-9]{8,14}$", "1234567", false)]
    [InlineData("^[0-9]{8,14}$", "12345678901234", true)]
    [InlineData("^[0-9]{8,14}$", "123456789012345", false)]
    [InlineData("^[a-z0-9]+(-[a-z0-9]+)*$", "a-slug-2", true)]
    [InlineData("^[a-z0-9]+(-[a-z0-9]+)*$", "a--slug", false)]
    [InlineData("^[0-9]{4}-(0[1-9]|1[0-2])$", "2026-12", true)]
    [InlineData("^[0-9]{4}-(0[1-9]|1[0-2])$", "2026-13", false)]
    [InlineData("^(A|B|CANCELLED)$", "CANCELLED", true)]
    [InlineData("^(A|B|CANCELLED)$", "C", false)]
    [InlineData("^(?:\\+[1-9])?[0-9]{3,}?$", "+1234", true)]
    [InlineData("^(?:\\+[1-9])?[0-9]{3,}?$", "+123", false)]
    [InlineData("^a|b$", "axx", true)]
    [InlineData("^a|b$", "xxb", true)]
    [InlineData("^a|b$", "xax", false)]
    [InlineData("", "anything", true)]
    [InlineData("^$", "", true)]
    [InlineData("$^", "", true)]
    [InlineData("^$", "x", false)]
    [InlineData("a$b", "ab", false)]
    [InlineData("(a*)*b", "aab", true)]
    [InlineData("^a{0}$", "", true)]
    [InlineData("^(?:ab){2,}$", "abab", true)]
    [InlineData("^(?:ab){2,}$", "ab", false)]
    public void IsMatch_CommonPattern_JudgesAsWritten(string pattern, string text, bool expected)
    {
        var compiled = Patterns.Compile(pattern);

        var matches = compiled.IsMatch(Encoding.UTF8.GetBytes(text));

        Assert.Equal(expected, matches);
        Assert.True(compiled.Matcher is Automaton or RunMatcher, $"Judged by {compiled.Matcher}.");
    }

    [Theory]
    [InlineData("^abc$", "abc\n", false)]
    [InlineData("^\\d$", "\u07C0", false)]
    [InlineData("^\\D$", "\u07C0", true)]
    [InlineData("^\\w$", "é", false)]
    [InlineData("^\\W$", "é", true)]
    [InlineData("^\\s$", "\uFEFF", true)]
    [InlineData("^\\s$", "\u2029", true)]
    [InlineData("^\\s$", "\u180E", false)]
    [InlineData("^\\s$", "\u0085", false)]
    [InlineData("^\\S$", "\u00A0", false)]
    [InlineData("^.$", "\u2028", false)]
    [InlineData("^.$", "\r", false)]
    [InlineData("^.$", "\u0085", true)]
    [InlineData("^.$", "🐲", true)]
    [InlineData("^..$", "🐲", false)]
    [InlineData("^🐲*$", "🐲🐲", true)]
    [InlineData("^🐲*$", "🐉", false)]
    [InlineData("^[🐲-😀]$", "😀", true)]
    [InlineData("^[🐲-😀]$", "😁", false)]
    [InlineData("^\\u{1F432}\\uD83D\\uDC32$", "🐲🐲", true)]
    [InlineData("^\\uD83D", "🐲", false)]
    [InlineData("^[^]$", "\n", true)]
    [InlineData("[]", "a", false)]
    [InlineData("^\\cJ\\x41\\u0042\\0\\t\\v\\f\\r\\n$", "\nAB\0\t\v\f\r\n", true)]
    [InlineData("^[\\b]$", "\b", true)]
    [InlineData("^[\\w-.]+$", "a-.", true)]
    [InlineData("^[a\\-z]+$", "-", true)]
    [InlineData("^[a\\-z]+$", "m", false)]
    [InlineData("^[-a-]+$", "-a", true)]
    [InlineData("^{{[a-z]}}]$", "{{x}}]", true)]
    [InlineData("^\\@\\ \\\"\\-\\/\\_$", "@ \"-/_", true)]
    [InlineData("^(?<year>\\d{4})$", "2026", true)]
    public void IsMatch_EcmaMeaning_IsKept(string pattern, string text, bool expected)
    {
        var matches = Patterns.IsMatch(pattern, text);

        Assert.Equal(expected, matches);
    }

    [Theory]
    [InlineData("^\\p{Letter}+$", "aπ中", true)]
    [InlineData("^\\p{L}$", "1", false)]
    [InlineData("^\\p{digit}+$", "৪২", true)]
    [InlineData("^\\P{Nd}$", "৪", false)]
    [InlineData("^\\p{gc=Lu}$", "Ä", true)]
    [InlineData("^\\p{Lu}$", "ä", false)]
    [InlineData("^\\p{LC}$", "ǅ", true)]
    [InlineData("^\\p{Sc}$", "€", true)]
    [InlineData("^\\p{Script=Greek}$", "π", true)]
    [InlineData("^\\p{sc=Latn}$", "π", false)]
    [InlineData("^\\p{Script=Han}$", "𠀀", true)]
    [InlineData("^\\p{Lo}$", "𠀀", true)]
    [InlineData("^\\p{Any}$", "\n", true)]
    [InlineData("^\\p{ASCII}$", "é", false)]
    [InlineData("^\\p{Assigned}$", "\u0378", false)]
    [InlineData("^\\p{White_Space}$", "\u0085", true)]
    [InlineData("^\\p{Uppercase}$", "Ⅷ", true)]
    [InlineData("^\\p{Lowercase}$", "ª", true)]
    [InlineData("^[\\p{L}\\p{Nd}]+$", "Ä9", true)]
    [InlineData("^[^\\p{L}]$", "Ä", false)]
    public void IsMatch_UnicodeProperty_FollowsUnicode(string pattern, string text, bool expected)
    {
        var matches = Patterns.IsMatch(pattern, text);

        Assert.Equal(expected, matches);
    }

    [Theory]
    [InlineData("\\bsku\\b", "a sku.", true)]
    [InlineData("\\bsku\\b", "skus", false)]
    [InlineData("\\bsku\\b", "sku", true)]
    [InlineData("\\bsku\\b", "ésku", true)]
    [InlineData("\\Bsku", "xsku", true)]
    [InlineData("\\Bsku", "sku", false)]
    [InlineData("a\\B🐲", "a🐲", false)]
    [InlineData("^\\B$", "", true)]
    [InlineData("a\\b\\Bb", "ab", false)]
    [InlineData("(?:\\b-)+a", "x-a", true)]
    [InlineData("(?:\\b-)+a", "x--a", false)]
    [InlineData("^(?:\\b)*(?:^)+-$", "-", true)]
    public void IsMatch_WordEdge_AsksForAsciiWords(string pattern, string text, bool expected)
    {
        var compiled = Patterns.Compile(pattern);

        var matches = compiled.IsMatch(Encoding.UTF8.GetBytes(text));

        Assert.Equal(expected, matches);
        Assert.IsType<Automaton>(compiled.Matcher);
    }

    [Fact]
    public void IsMatch_BytesThatAreNotUtf8_MatchNothing()
    {
        var pattern = Patterns.Compile("^[^a]+$");

        var matches = pattern.IsMatch([0x62, 0xC3, 0x28]);

        Assert.False(matches);
    }
}

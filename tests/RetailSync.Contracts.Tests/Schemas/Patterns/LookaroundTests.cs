using System.Text;
using RetailSync.Contracts.Schemas.Patterns;

namespace RetailSync.Contracts.Tests.Schemas.Patterns;

/// <summary>Lookaround that needs no backtracking, and what is left of it.</summary>
public class LookaroundTests
{
    private const string IpV4 = "^((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}$";
    private const string Password = "^(?=.*\\d)(?=.*[a-z])(?!.*\\s).{8,}$";
    private const string Label = "^(?!-)[a-z-]{1,63}(?<!-)$";

    [Theory]
    [InlineData(IpV4, "10.0.255.1", true)]
    [InlineData(IpV4, "10.0.256.1", false)]
    [InlineData(IpV4, "10.0.1.", false)]
    [InlineData("(?<=[0-9]|^)x", "1x", true)]
    [InlineData("(?<=[0-9]|^)x", "x", true)]
    [InlineData("(?<=[0-9]|^)x", "ax", false)]
    [InlineData("(?<![0-9])x", "1x", false)]
    [InlineData("(?<![0-9])x", "x", true)]
    [InlineData("a(?=,|$)", "ab,a", true)]
    [InlineData("a(?=,|$)", "ab", false)]
    public void IsMatch_OneCodePointAround_IsAnAutomaton(string pattern, string text, bool expected)
    {
        var compiled = Patterns.Compile(pattern);

        var matches = compiled.IsMatch(Encoding.UTF8.GetBytes(text));

        Assert.Equal(expected, matches);
        Assert.IsType<Automaton>(compiled.Matcher);
    }

    [Theory]
    [InlineData(Password, "abcdefg1", true)]
    [InlineData(Password, "abcdefgh", false)]
    [InlineData(Password, "12345678", false)]
    [InlineData(Password, "abc defg1", false)]
    [InlineData(Password, "abc1", false)]
    [InlineData("^(?!.*--)[a-z-]*$", "a-b-c", true)]
    [InlineData("^(?!.*--)[a-z-]*$", "a--c", false)]
    [InlineData("^[A-Z]{2}(?!00)\\d{2}$", "DE01", true)]
    [InlineData("^[A-Z]{2}(?!00)\\d{2}$", "DE00", false)]
    [InlineData("^.*(?<!\\.tmp)$", "a.txt", true)]
    [InlineData("^.*(?<!\\.tmp)$", "a.tmp", false)]
    [InlineData("(?<=ab)c$", "xabc", true)]
    [InlineData("(?<=ab)c$", "xbc", false)]
    [InlineData("^(?:(?!ab)[a-z]+)$", "abc", false)]
    [InlineData("^(?:(?!ab)[a-z]+)$", "bc", true)]
    public void IsMatch_LookaroundFromAFixedPlace_IsTakenApart(string pattern, string text, bool expected)
    {
        var compiled = Patterns.Compile(pattern);

        var matches = compiled.IsMatch(Encoding.UTF8.GetBytes(text));

        Assert.Equal(expected, matches);
        Assert.IsType<ConjunctionMatcher>(compiled.Matcher);
        Assert.True(compiled.IsBounded);
    }

    [Fact]
    public void IsMatch_EdgesOfALabel_AreOneAutomaton()
    {
        var compiled = Patterns.Compile(Label);

        var verdicts = new[] { "a-b", "-ab", "ab-", "a" }.Select(text => compiled.IsMatch(Encoding.UTF8.GetBytes(text)));

        Assert.Equal([true, false, false, true], verdicts);
        Assert.IsType<Automaton>(compiled.Matcher);
    }

    [Theory]
    [InlineData("^(?:(?!--).)*$", "a-b", true)]
    [InlineData("^(?:(?!--).)*$", "a--b", false)]
    [InlineData("^(['\"]).*\\1$", "'a'", true)]
    [InlineData("^(['\"]).*\\1$", "'a\"", false)]
    [InlineData("^(?<q>['\"]).*\\k<q>$", "\"a\"", true)]
    [InlineData("^(?:(a)|b)\\1c$", "bc", true)]
    [InlineData("^\\1(a)$", "a", true)]
    [InlineData("(?<=a+)b", "aab", true)]
    [InlineData("(?<=(🐲))\\1", "🐲🐲", true)]
    [InlineData("(?<![^])(?![^])", "🐲", false)]
    [InlineData("^(?:(?!🐲🐲).)+$", "🐲a🐲", true)]
    public void Judge_WhatNeedsBacktracking_IsNotBounded(string pattern, string text, bool expected)
    {
        var compiled = Patterns.Compile(pattern);

        var verdict = compiled.Judge(Encoding.UTF8.GetBytes(text));

        Assert.Equal(expected ? PatternVerdict.Matches : PatternVerdict.Differs, verdict);
        Assert.Equal(expected, compiled.IsMatch(Encoding.UTF8.GetBytes(text)));
        Assert.Equal(pattern == "(?<![^])(?![^])", compiled.IsBounded);
    }
}

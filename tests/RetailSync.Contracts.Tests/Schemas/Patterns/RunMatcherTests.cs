using System.Text;
using RetailSync.Contracts.Schemas.Patterns;

namespace RetailSync.Contracts.Tests.Schemas.Patterns;

/// <summary>The short way for simple patterns, held against the automaton that judges all others.</summary>
public sealed class RunMatcherTests
{
    private static readonly string[] Texts =
    [
        "", "A", "AB", "ABC", "ABCD", "abc", "A-1", "A-12", "A-123", "A-1234", "A-12x", "+31201234567", "+0", "12345678", "12345678901234", "123456789012345", "ABC\n", "\nABC", "ABC\0",
        "ÄBC", "ABÇ", "A-१", "A1", "A12", "AB1", "AB12", "1", "9B", new string('A', 16), new string('A', 17), new string('A', 40) + "1", "ABC€", "\u007F", "\u0080",
    ];

    [Theory]
    [InlineData("^[A-Z]{3}$")]
    [InlineData("^[0-9]{8,14}$")]
    [InlineData("^A-[0-9]+$")]
    [InlineData("^A-\\d*$")]
    [InlineData("^\\+[1-9][0-9]{6,14}$")]
    [InlineData("^[A-Z]{2}[0-9]?$")]
    [InlineData("^[A-Z]{16}1?$")]
    [InlineData("^ABC$")]
    [InlineData("^A{0}[0-9]$")]
    [InlineData("^[\\u0000-\\u007F]*$")]
    [InlineData("^[]$")]
    public void Judge_FixedCharactersAndARun_AgreesWithTheAutomaton(string pattern)
    {
        Assert.True(EcmaPattern.TryParse(pattern, out var root, out _));
        var automaton = AutomatonBuilder.TryBuild(PatternProgramBuilder.Build(root!, out _)!)!;
        var matcher = Assert.IsType<RunMatcher>(CompiledPattern.Compile(pattern, out _)!.Matcher);

        var differing = Texts.Where(text => matcher.Judge(Encoding.UTF8.GetBytes(text)) != automaton.Judge(Encoding.UTF8.GetBytes(text)));

        Assert.Equal([], differing);
    }

    [Theory]
    [InlineData("[A-Z]{3}$")]
    [InlineData("^[A-Z]{3}")]
    [InlineData("^[A-Z]+[0-9]{2}$")]
    [InlineData("^[A-Z]{17}1$")]
    [InlineData("^[^0-9]{3}$")]
    [InlineData("^[A-Zé]{3}$")]
    [InlineData("^(ab)+$")]
    [InlineData("^a|b$")]
    [InlineData("^$")]
    public void Compile_AnyOtherPattern_TakesTheAutomaton(string pattern) => Assert.IsType<Automaton>(CompiledPattern.Compile(pattern, out _)!.Matcher);
}

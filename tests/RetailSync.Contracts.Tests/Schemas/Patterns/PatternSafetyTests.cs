using System.Diagnostics;
using System.Text;
using RetailSync.Contracts.Schemas.Patterns;

namespace RetailSync.Contracts.Tests.Schemas.Patterns;

/// <summary>Patterns and texts that are made to do harm.</summary>
public class PatternSafetyTests
{
    // A backtracking engine needs longer than the universe has; an automaton needs under a millisecond.
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(2);

    [Theory]
    [InlineData("^(a+)+$")]
    [InlineData("^(a|a)*$")]
    [InlineData("^(a|aa)+$")]
    [InlineData("(a*)*c")]
    [InlineData("^(a?){40}a{40}c$")]
    [InlineData("^([a-z]+)*[A-Z]$")]
    [InlineData(".*.*.*=.*")]
    [InlineData("^(?=(a+)+$)(?!.*c).*$")]
    [InlineData("^(?:a+(?=[ab]))+$")]
    public void Judge_HostileText_FinishesAtOnce(string pattern)
    {
        var compiled = Patterns.Compile(pattern);
        var text = Encoding.UTF8.GetBytes(new string('a', 50_000) + "b");
        var watch = Stopwatch.StartNew();

        var verdict = compiled.Judge(text);

        Assert.Equal(PatternVerdict.Differs, verdict);
        Assert.True(watch.Elapsed < AtOnce, $"{watch.Elapsed} for {pattern}");
        Assert.True(compiled.IsBounded);
    }

    [Fact]
    public void Judge_AutomatonTooLarge_IsWalked()
    {
        var compiled = Patterns.Compile("^[ab]*a[ab]{20}$");
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("abba", 12_500)));

        var verdicts = (compiled.Judge(text), compiled.Judge([.. text, .. "bb"u8]), compiled.Judge("ab"u8));

        Assert.IsType<ProgramWalker>(compiled.Matcher);
        Assert.True(compiled.IsBounded);
        Assert.Equal((PatternVerdict.Matches, PatternVerdict.Differs, PatternVerdict.Differs), verdicts);
    }

    [Fact]
    public void Judge_BacktrackingPastItsTime_GivesUp()
    {
        var compiled = Patterns.Compile("^(?:(a+)+|\\1b)$");
        var text = Encoding.UTF8.GetBytes(new string('a', 50) + "c");

        var verdict = compiled.Judge(text);

        Assert.Equal(PatternVerdict.GaveUp, verdict);
        Assert.False(compiled.IsMatch(text));
        Assert.False(compiled.IsBounded);
    }

    [Theory]
    [InlineData("(a{1000}){1000}", "Position 9: the repetition writes out to more than 50000 steps; use a smaller count, or 'maxLength' beside the pattern.")]
    [InlineData("a{99999999999999999999}", "Position 1: the repetition writes out to more than 50000 steps; use a smaller count, or 'maxLength' beside the pattern.")]
    [InlineData("(?:){60000}", "Position 4: the repetition writes out to more than 50000 steps; use a smaller count, or 'maxLength' beside the pattern.")]
    [InlineData("a{20000}b{20000}", "The pattern writes out to more than 50000 steps; use smaller counts, or 'maxLength' beside it.")]
    [InlineData("[ab]*a[ab]{2000}", "The pattern is too large to be judged safely: its counted repetitions multiply. Use smaller counts, or 'maxLength' beside the pattern.")]
    public void Compile_CountsTooLarge_IsRefused(string pattern, string expected)
    {
        var compiled = CompiledPattern.Compile(pattern, out var fault);

        Assert.Null(compiled);
        Assert.Equal(expected, fault);
    }

    [Theory]
    [InlineData("^.{0,10000}$", 10_000)]
    [InlineData("^[\\p{L}\\p{M}\\p{Z}\\p{S}\\p{N}\\p{P}]{1,128}$", 128)]
    public void Compile_LongestThatContractsAskFor_IsAnAutomaton(string pattern, int longest)
    {
        var compiled = Patterns.Compile(pattern);

        var verdicts = (compiled.IsMatch(Text(longest)), compiled.IsMatch(Text(longest + 1)));

        Assert.Equal((true, false), verdicts);
        Assert.IsType<Automaton>(compiled.Matcher);

        static byte[] Text(int length) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("é", length)));
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Compile_Nesting_HasALimit(int depth, bool allowed)
    {
        var pattern = new string('(', depth) + "a" + new string(')', depth);

        var compiled = CompiledPattern.Compile(pattern, out var fault);

        Assert.Equal(allowed, compiled is not null);
        Assert.Equal(allowed ? null : "Position 64: groups are nested more than 64 deep.", fault);
    }

    [Theory]
    [InlineData(4_096, true)]
    [InlineData(4_097, false)]
    public void Compile_Length_HasALimit(int length, bool allowed)
    {
        var compiled = CompiledPattern.Compile("^" + new string('a', length - 1), out var fault);

        Assert.Equal(allowed, compiled is not null);
        Assert.Equal(allowed ? null : "The pattern is 4097 characters long; at most 4096 are allowed.", fault);
    }

    [Fact]
    public void Compile_KindsOfCharacter_HaveALimit()
    {
        var many = string.Concat(Enumerable.Range(0x4E00, 1_100).Select(char.ConvertFromUtf32));

        var compiled = CompiledPattern.Compile(many, out var fault);

        Assert.Null(compiled);
        Assert.Equal("The pattern tells more than 1024 kinds of character apart.", fault);
    }

    [Theory]
    [InlineData("^[A-Z0-9][A-Z0-9-]{2,31}$", "SKU-2026-11")]
    [InlineData("^[\\p{L} .'-]+$", "Jürgen 中文 🐲")]
    [InlineData("^(?=.*\\d)(?!.*\\s).{8,}$", "abcdefg1")]
    public void IsMatch_Automaton_AllocatesNothing(string pattern, string text)
    {
        var compiled = Patterns.Compile(pattern);
        var utf8 = Encoding.UTF8.GetBytes(text);
        compiled.IsMatch(utf8);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var round = 0; round < 1_000; round++)
        {
            compiled.IsMatch(utf8);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}

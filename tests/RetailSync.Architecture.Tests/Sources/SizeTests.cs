using RetailSync.Architecture.Reading;

namespace RetailSync.Architecture.Sources;

public sealed class SizeTests(ITestOutputHelper output)
{
    [Fact]
    public void Sources_All_AreNotTooLong()
    {
        foreach (var warning in SizeRules.LongFiles(Repository.Sources))
        {
            output.WriteLine($"warning: {warning}");
        }

        Faults.AssertNone(SizeRules.TooLongFiles(Repository.Sources));
    }

    [Fact]
    public void Methods_All_AreNotTooLong() => Faults.AssertNone(SizeRules.TooLongMethods(Repository.Sources));

    [Fact]
    public void Programs_All_AreShort()
    {
        Assert.Contains(Repository.Sources, file => file.Path == "gateway/RetailSync.Gateway/Program.cs");

        Faults.AssertNone(SizeRules.TooLongPrograms(Repository.Sources));
    }

    [Theory]
    [InlineData(249, 0, 0)]
    [InlineData(250, 1, 0)]
    [InlineData(399, 1, 0)]
    [InlineData(400, 1, 1)]
    public void Files_AtTheLimits_AreFlagged(int lines, int warned, int refused)
    {
        TextFile[] sources = [new("a/Long.cs", string.Concat(Enumerable.Repeat("// x\n", lines)))];

        Assert.Equal(warned, SizeRules.LongFiles(sources).Count());
        Assert.Equal(refused, SizeRules.TooLongFiles(sources).Count());
    }

    [Theory]
    [InlineData(59, 0)]
    [InlineData(60, 1)]
    public void Programs_AtTheLimit_AreFlagged(int lines, int refused)
    {
        TextFile[] sources = [new("a/Program.cs", string.Concat(Enumerable.Repeat("// x\n", lines)))];

        Assert.Equal(refused, SizeRules.TooLongPrograms(sources).Count());
    }

    [Theory]
    [InlineData(79, 0)]
    [InlineData(80, 1)]
    public void Methods_AtTheLimit_AreFlagged(int lines, int refused)
    {
        var body = string.Concat(Enumerable.Repeat("        Call();\n", lines - 3));
        TextFile[] sources = [new("a/A.cs", $"class A\n{{\n    void Long()\n    {{\n{body}    }}\n}}\n")];

        Assert.Equal(refused, SizeRules.TooLongMethods(sources).Count());
    }
}

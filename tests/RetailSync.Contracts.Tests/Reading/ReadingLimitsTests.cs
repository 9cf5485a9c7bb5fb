using System.Text;
using RetailSync.Contracts.Reading;
using RetailSync.Gateway;

namespace RetailSync.Contracts.Tests.Reading;

public class ReadingLimitsTests
{
    [Theory]
    [InlineData("x.json", "[", "]")]
    [InlineData("x.json", "{\"a\":", "}")]
    [InlineData("x.yaml", "[", "]")]
    [InlineData("x.yaml", "{a: ", "}")]
    public void Read_Depth_EndsAt64(string name, string open, string close)
    {
        var within = Documents.Read(name, Nested(64));
        var beyond = Documents.Read(name, Nested(65));

        Assert.Empty(within.Faults);
        Assert.Equal([$"{name}:1:{(64 * open.Length) + 1}: The document is nested deeper than 64 levels."], beyond.Faults);

        string Nested(int levels) =>
            string.Concat(Enumerable.Repeat(open, levels)) + (open == "[" ? "" : "1") + string.Concat(Enumerable.Repeat(close, levels));
    }

    [Fact]
    public void Read_DepthThroughAliases_Counts()
    {
        // Eight levels each, one inside the next: 8 * 9 = 72.
        var text = new StringBuilder("a0: &a0 [[[[[[[[]]]]]]]]\n");
        for (var i = 1; i < 9; i++)
        {
            text.AppendLine($"a{i}: &a{i} [[[[[[[[*a{i - 1}]]]]]]]]");
        }

        var (document, faults) = Documents.Yaml(text.ToString());

        Assert.Equal(["x.yaml:8:17: With this alias the document is nested deeper than 64 levels."], faults);
        Assert.Null(document);
    }

    [Fact]
    public void Read_BillionLaughs_IsRefusedWithoutBuildingThem()
    {
        var text = new StringBuilder("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
        for (var i = 1; i < 12; i++)
        {
            text.AppendLine($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]");
        }

        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        List<ConfigFault> faults = [];
        var before = GC.GetAllocatedBytesForCurrentThread();

        var document = DocumentReader.Read("x.yaml", bytes, faults);

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Null(document);
        Assert.EndsWith("The document holds more than 2000000 values, aliases counted as often as they are used.", Assert.Single(faults).Message, StringComparison.Ordinal);
        Assert.InRange(allocated, 0, 2 * 1024 * 1024);
    }

    [Fact]
    public void Read_LongTextThroughAliases_IsRefused()
    {
        var text = $"a: &a {new string('x', 1_000_000)}\nb: [{string.Join(", ", Enumerable.Repeat("*a", 100))}]";

        var (document, faults) = Documents.Yaml(text);

        Assert.EndsWith("The document holds more than 67108864 characters of text, aliases counted as often as they are used.", Assert.Single(faults), StringComparison.Ordinal);
        Assert.Null(document);
    }

    [Theory]
    [InlineData("[1, 2, 3]", 4, true)]
    [InlineData("[1, 2, 3]", 3, false)]
    [InlineData("{a: &a [1, 2], b: *a}", 7, true)]
    [InlineData("{a: &a [1, 2], b: *a}", 6, false)]
    public void Read_Values_EndAtTheLimit(string text, int limit, bool readable)
    {
        List<ConfigFault> faults = [];

        var document = DocumentReader.Read("x.yaml", Encoding.UTF8.GetBytes(text), new ReadingLimits { Nodes = limit }, faults);

        Assert.Equal(readable, document is not null);
        Assert.Equal(readable ? 0 : 1, faults.Count);
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(9, false)]
    public void Read_Bytes_EndAtTheLimit(int limit, bool readable)
    {
        List<ConfigFault> faults = [];

        var document = DocumentReader.Read("x.yaml", "a: 3456789"u8.ToArray(), new ReadingLimits { Bytes = limit }, faults);

        Assert.Equal(readable, document is not null);
        Assert.Equal(readable ? [] : ["x.yaml: The file is longer than 9 bytes, the most that is read."], faults.Select(fault => fault.ToString()));
    }
}

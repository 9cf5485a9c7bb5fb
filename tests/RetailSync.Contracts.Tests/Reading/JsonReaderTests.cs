namespace RetailSync.Contracts.Tests.Reading;

public class JsonReaderTests
{
    [Fact]
    public void Read_EveryKind_KeepsItAsWritten()
    {
        const string Text = """{"text":"é \"q\" \u0041","numbers":[19.99,1.0,-0,1e5,123456789012345678901234567890],"flags":[true,false,null],"empty":{"a":{},"b":[]}}""";

        var json = Documents.AsJson("x.json", Text);

        Assert.Equal(Text.Replace("\\u0041", "A", StringComparison.Ordinal), json);
    }

    [Fact]
    public void Read_Positions_CountLinesAndUtf16Units()
    {
        const string Text = "{\"é😀\": 1,\r\n  \"list\": [\n    true, {\"deep\": \"x\"}]}";

        var (document, _) = Documents.Json(Text);

        Assert.Equal("x.json:1:2", document!.Locate("/é😀"));
        Assert.Equal("x.json:1:9", document.Locate(document.Root["é😀"]!));
        Assert.Equal("x.json:2:3", document.Locate("/list"));
        Assert.Equal("x.json:3:11", document.Locate("/list/1"));
        Assert.Equal("x.json:3:12", document.Locate("/list/1/deep"));
    }

    [Theory]
    [InlineData("", "x.json:1:1: This is not valid JSON: ")]
    [InlineData("{\n  \"a\": 1,\n}", "x.json:3:1: This is not valid JSON: ")]
    [InlineData("{\"a\" 1}", "x.json:1:6: This is not valid JSON: ")]
    [InlineData("[1 // no\n]", "x.json:1:4: This is not valid JSON: ")]
    [InlineData("[NaN]", "x.json:1:2: This is not valid JSON: ")]
    [InlineData("[01]", "x.json:1:3: This is not valid JSON: ")]
    [InlineData("{'a': 1}", "x.json:1:2: This is not valid JSON: ")]
    [InlineData("{\"é\": tru}", "x.json:1:10: This is not valid JSON: ")]
    [InlineData("{}\n{}", "x.json:2:1: This is not valid JSON: ")]
    [InlineData("[\"a\nb\"]", "x.json:1:4: This is not valid JSON: ")]
    [InlineData("[\"\\q\"]", "x.json:1:4: This is not valid JSON: ")]
    [InlineData("[1,\n  \"\\ud800\"]", "x.json:2:3: This is not valid JSON: the text holds half of a surrogate pair.")]
    [InlineData("{\"\\udc00\": 1}", "x.json:1:2: This is not valid JSON: the text holds half of a surrogate pair.")]
    public void Read_Malformed_SaysWhere(string text, string start)
    {
        var (document, faults) = Documents.Json(text);

        var fault = Assert.Single(faults);
        Assert.StartsWith(start, fault, StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", fault, StringComparison.Ordinal);
        Assert.Null(document);
    }

    [Fact]
    public void Read_RepeatedKeys_NamesBothPlaces()
    {
        var (_, faults) = Documents.Json("{\"a\": 1,\n \"\\u0061\": 2}");

        Assert.Equal(["x.json:2:2: The key 'a' stands here a second time; the first is at line 1, column 2."], faults);
    }

    [Fact]
    public void Read_ByteOrderMark_IsLeftOut()
    {
        var (document, faults) = Documents.Read("x.json", [0xEF, 0xBB, 0xBF, .. "{\"a\":1}"u8]);

        Assert.Empty(faults);
        Assert.Equal("x.json:1:6", document!.Locate(document.Root["a"]!));
    }
}

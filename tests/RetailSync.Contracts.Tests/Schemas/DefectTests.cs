using System.Text;
using RetailSync.Contracts.Schemas;

namespace RetailSync.Contracts.Tests.Schemas;

/// <summary>What is said of a text that is no JSON.</summary>
public sealed class DefectTests
{
    [Theory]
    [InlineData("", "The text is empty; JSON has one value (RFC 8259).")]
    [InlineData("\uFEFF{}", "The text begins with a byte order mark, which JSON must not have (RFC 8259, section 8.1).")]
    [InlineData("{\n \"a\": nul }", "The text is no JSON (RFC 8259) at line 2, byte 10.")]
    [InlineData("[1] 2", "The text is no JSON (RFC 8259) at line 1, byte 5.")]
    [InlineData("""["\uD800"]""", "A text or name escapes half a surrogate pair (RFC 8259, section 8.2).")]
    [InlineData("""{"\uD800":1}""", "A text or name escapes half a surrogate pair (RFC 8259, section 8.2).")]
    public void Explain_NoJson_SaysWhy(string json, string expected)
    {
        var (verdict, failures) = Compiling.Schema("{}").Explain(Encoding.UTF8.GetBytes(json));

        Assert.Equal(SchemaVerdict.NotJson, verdict);
        Assert.Equal(expected, Assert.Single(failures).Message);
    }

    [Fact]
    public void Explain_TooDeep_SaysTheLimit()
    {
        var failure = Assert.Single(Compiling.Schema("{}").Failures(new string('[', 65) + new string(']', 65)));

        Assert.Equal("Values are nested more than 64 levels deep.", failure.Message);
    }

    [Theory]
    [InlineData(new byte[] { (byte)'"', 0xFF, (byte)'"' })]
    [InlineData(new byte[] { (byte)'"', 0xC0, 0x80, (byte)'"' })]
    [InlineData(new byte[] { (byte)'"', 0xED, 0xA0, 0x80, (byte)'"' })]
    [InlineData(new byte[] { 0x22, 0, 0x61, 0, 0x22, 0 })]
    public void Judge_NoUtf8_IsNoJson(byte[] json) => Assert.Equal(SchemaVerdict.NotJson, Compiling.Schema("{}").Judge(json));
}

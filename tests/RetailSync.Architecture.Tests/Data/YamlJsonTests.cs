namespace RetailSync.Architecture.Data;

public sealed class YamlJsonTests
{
    [Theory]
    [InlineData("a: 1", """{"a":1}""")]
    [InlineData("a: '1'", """{"a":"1"}""")]
    [InlineData("a: 007", """{"a":7}""")]
    [InlineData("a: '2026-05-04'", """{"a":"2026-05-04"}""")]
    [InlineData("a: 2026-05-04", """{"a":"2026-05-04"}""")]
    [InlineData("a: yes", """{"a":"yes"}""")]
    [InlineData("a: true\nb: ~\nc: 1.5e3", """{"a":true,"b":null,"c":1.5e3}""")]
    [InlineData("a: &x {b: 1}\nc: *x", """{"a":{"b":1},"c":{"b":1}}""")]
    [InlineData("""{"a": [1, "b"]}""", """{"a":[1,"b"]}""")]
    public void Parse_Sample_IsJson(string yaml, string json) =>
        Assert.True(System.Text.Json.Nodes.JsonNode.DeepEquals(System.Text.Json.Nodes.JsonNode.Parse(json), YamlJson.Parse(yaml)), YamlJson.Parse(yaml)!.ToJsonString());
}

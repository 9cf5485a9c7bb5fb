using System.Text.Json;
using RetailSync.Events.Log;

namespace RetailSync.Events.Tests.Log;

public class CloudEventWriterTests
{
    private static readonly StoredEvent Stored = new()
    {
        Seq = 7,
        Id = "e-7",
        OperationId = "op",
        Type = "retail.customer.updated.v1",
        System = "crm",
        Key = "customer:C-1001",
        KeySeq = 3,
        ContentType = "application/json",
        Data = """{"a":1.50}"""u8.ToArray(),
        RecordedAt = new DateTimeOffset(2030, 5, 1, 12, 0, 0, TimeSpan.Zero),
    };

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("Müller & Söhne", "M%C3%BCller%20&%20S%C3%B6hne")]
    [InlineData("100%", "100%25")]
    [InlineData("say \"yes\"", "say%20%22yes%22")]
    [InlineData("😀", "%F0%9F%98%80")]
    [InlineData("a\r\nx-evil: 1", "a%0D%0Ax-evil:%201")]
    public void Encode_Value_IsAsTheBindingSays(string value, string expected) => Assert.Equal(expected, CloudEventWriter.Encode(value));

    [Fact]
    public void ToStructured_JsonData_IsEmbeddedAsItIs()
    {
        using var written = JsonDocument.Parse(CloudEventWriter.ToStructured(Stored));

        Assert.Equal("1.50", written.RootElement.GetProperty("data").GetProperty("a").GetRawText());
        Assert.Equal("C-1001", written.RootElement.GetProperty("subject").GetString());
        Assert.Equal("2030-05-01T12:00:00.000000Z", written.RootElement.GetProperty("recordedtime").GetString());
    }

    [Theory]
    [InlineData("application/pdf", "%PDF")]
    [InlineData("application/json", "{broken")]
    public void ToStructured_OtherData_IsBase64(string type, string data)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(data);

        using var written = JsonDocument.Parse(CloudEventWriter.ToStructured(Stored with { ContentType = type, Data = bytes }));

        Assert.Equal(bytes, written.RootElement.GetProperty("data_base64").GetBytesFromBase64());
        Assert.False(written.RootElement.TryGetProperty("data", out _));
    }

    [Fact]
    public void ToStructured_SubjectTrue_StaysAText()
    {
        using var written = JsonDocument.Parse(CloudEventWriter.ToStructured(Stored with { Subject = "true" }));

        Assert.Equal(JsonValueKind.String, written.RootElement.GetProperty("subject").ValueKind);
    }

    [Fact]
    public void ToBinaryHeaders_ReplayAfterAGap_SaysSo()
    {
        var headers = CloudEventWriter.ToBinaryHeaders(Stored, new CloudEventMarks(GapFrom: 2, IsReplayed: true)).ToDictionary();

        Assert.Equal("00000000000000000002", headers["ce-gapfrom"]);
        Assert.Equal("true", headers["ce-replayed"]);
        Assert.Equal("application/json", headers["Content-Type"]);
        Assert.Equal("customer:C-1001", headers["ce-partitionkey"]);
    }
}

using System.Text;
using System.Text.Json.Nodes;
using RetailSync.Events.Delivery.Expressions;
using RetailSync.Events.Log;

namespace RetailSync.Events.Tests.Delivery.Expressions;

public class TemplateTests
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
        Data = Encoding.UTF8.GetBytes("""{"customerId":"C 1/7","points":1.50,"tags":["a","b"],"a/b":{"m~n":true},"none":null,"line":"a\r\nb","up":".."}"""),
        RecordedAt = new DateTimeOffset(2030, 5, 1, 12, 0, 0, TimeSpan.Zero),
    };

    [Theory]
    [InlineData("\"$event.id\"", "\"e-7\"")]
    [InlineData("\"$event.data#/points\"", "1.50")]
    [InlineData("\"{$event.data#/points}\"", "1.50")]
    [InlineData("\"p={$event.data#/points}\"", "\"p=1.50\"")]
    [InlineData("\"$event.data#/tags\"", "[\"a\",\"b\"]")]
    [InlineData("\"$event.data#/tags/1\"", "\"b\"")]
    [InlineData("\"$event.data#/a~1b/m~0n\"", "true")]
    [InlineData("\"$event.data#/none\"", "null")]
    [InlineData("{\"a\":[{\"b\":\"$event.type\"},1,null]}", "{\"a\":[{\"b\":\"retail.customer.updated.v1\"},1,null]}")]
    [InlineData("\"{$event.key}/{$event.subject}\"", "\"customer:C-1001/C-1001\"")]
    [InlineData("\"plain {text}\"", "\"plain {text}\"")]
    public void Fill_Json_PutsValuesIn(string template, string expected) => Assert.Equal(expected, Template.Fill(JsonNode.Parse(template), new EventScope(Stored))?.ToJsonString() ?? "null");

    [Theory]
    [InlineData("/accounts/{$event.subject}", "/accounts/C-1001")]
    [InlineData("/accounts/{$event.key}?p={$event.data#/points}", "/accounts/customer%3AC-1001?p=1.50")]
    public void FillTarget_Values_AreEscaped(string template, string expected) => Assert.Equal(expected, Template.FillTarget(template, new EventScope(Stored)));

    [Theory]
    [InlineData("/accounts/{$event.data#/customerId}", "$event.data#/customerId cannot stand in a path")]
    [InlineData("/accounts/{$event.data#/up}", "$event.data#/up cannot stand in a path")]
    [InlineData("/accounts/{$event.data#/missing}", "$event.data#/missing has no value")]
    [InlineData("/accounts/{$event.data#/tags/2}", "$event.data#/tags/2 has no value")]
    [InlineData("/accounts/{$event.data#/tags}", "is an object or an array")]
    [InlineData("/accounts/{$event.data#/none}", "is null")]
    public void FillTarget_NoUsableValue_SaysWhich(string template, string expected)
    {
        var missing = Assert.Throws<ExpressionException>(() => Template.FillTarget(template, new EventScope(Stored)));

        Assert.Contains(expected, missing.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("C 1/7", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FillHeader_LineBreak_IsRefused() => Assert.Throws<ExpressionException>(() => Template.FillHeader("x {$event.data#/line}", new EventScope(Stored)));

    [Fact]
    public void Fill_DataIsNotJson_SaysSo()
    {
        var missing = Assert.Throws<ExpressionException>(() => Template.FillHeader("$event.data#/a", new EventScope(Stored with { Data = "<a/>"u8.ToArray() })));

        Assert.Contains("not JSON", missing.Message, StringComparison.Ordinal);
    }
}

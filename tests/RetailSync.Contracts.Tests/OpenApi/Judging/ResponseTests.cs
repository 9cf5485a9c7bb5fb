using Microsoft.AspNetCore.Http;
using RetailSync.Gateway;

namespace RetailSync.Contracts.Tests.OpenApi.Judging;

/// <summary>Responses by status, their headers and their bodies.</summary>
public sealed class ResponseTests
{
    private const string Contract = """
        openapi: 3.1.0
        info: { title: Things, version: 1.0.0 }
        paths:
          /things:
            get:
              operationId: op
              responses:
                '200':
                  description: Good.
                  headers:
                    ETag: { required: true, schema: { type: string, minLength: 3 } }
                    X-Left: { $ref: '#/components/headers/Left' }
                    Content-Type: { required: true, schema: { type: integer } }
                  content:
                    application/json: { schema: { type: object } }
                    application/problem+json; version=2: {}
                    text/event-stream: { schema: { type: string } }
                    text/*: {}
                '204': { description: Nothing., content: { application/json: {} } }
                4XX: { description: Bad., content: { application/problem+json: { schema: { type: object, required: [type] } } } }
            put:
              operationId: withDefault
              responses: { '404': { description: Gone. }, default: { description: Other., content: { '*/*': { schema: { type: array } } } } }
            head: { operationId: head, responses: { '200': { description: Good., content: { application/json: {} } } } }
        components: { headers: { Left: { schema: { type: integer } } } }
        """;

    [Theory]
    [InlineData(200, "application/json", "application/json")]
    [InlineData(200, "Application/JSON; charset=UTF-8", "application/json")]
    [InlineData(200, "application/json;charset=\"utf-8\"", "application/json")]
    [InlineData(200, "application/json; charset=utf-16", null)]
    [InlineData(200, "application/json; profile=x", "application/json")]
    [InlineData(200, "application/problem+json", null)]
    [InlineData(200, "application/problem+json; Version=2", "application/problem+json; version=2")]
    [InlineData(200, "application/problem+json; version=3", null)]
    [InlineData(200, "application/vnd.x+json", null)]
    [InlineData(200, "text/html", "text/*")]
    [InlineData(200, "text/event-stream", "text/event-stream")]
    [InlineData(200, "image/png", null)]
    [InlineData(200, "json", null)]
    [InlineData(200, "", null)]
    [InlineData(200, null, null)]
    [InlineData(404, "application/problem+json", "application/problem+json")]
    [InlineData(404, "application/json", null)]
    [InlineData(204, "application/json", null)]
    [InlineData(304, "application/json", null)]
    [InlineData(500, "application/json", null)]
    public void FindResponseBody_Type_IsTheMostPrecise(int status, string? contentType, string? expected) =>
        Assert.Equal(expected, Judges.Of(Contract).FindResponseBody(status, contentType)?.MediaType);

    [Theory]
    [InlineData(200, true)]
    [InlineData(204, false)]
    [InlineData(304, false)]
    [InlineData(499, true)]
    [InlineData(500, false)]
    public void DeclaresResponseBody_GoesByStatus(int status, bool declares) => Assert.Equal(declares, Judges.Of(Contract).DeclaresResponseBody(status));

    [Fact]
    public void Default_IsTakenLast()
    {
        var judge = Judges.Of(Contract, "withDefault");

        Assert.False(judge.DeclaresResponseBody(404));
        Assert.Equal(["Sound"], judge.FindResponseBody(500, "application/json")!.Faults("[]"));
        Assert.Equal(BodyVerdict.Unsound, judge.FindResponseBody(500, "application/json")!.Judge("application/json", "{}"u8.ToArray()).Verdict);
        Assert.False(judge.FindResponseBody(500, "image/png")!.ReadsBody);
    }

    [Fact]
    public void Head_HasNoBody() => Assert.False(Judges.Of(Contract, "head").DeclaresResponseBody(200));

    [Fact]
    public void ReadsBody_OnlyWhatHasToBeSeen()
    {
        var judge = Judges.Of(Contract);

        Assert.True(judge.FindResponseBody(200, "application/json")!.ReadsBody);
        Assert.False(judge.FindResponseBody(200, "text/event-stream")!.ReadsBody);
        Assert.False(judge.FindResponseBody(200, "text/plain")!.ReadsBody);
    }

    [Fact]
    public void JudgeResponseHead_StatusThatIsNotDeclared_IsAFault() =>
        Assert.Equal(["/status [/paths/~1things/get/responses] The contract declares no response with the status 500."], Judges.Lines(Judges.Of(Contract).JudgeResponseHead(500, new HeaderDictionary(), 20)));

    [Fact]
    public void JudgeResponseHead_Headers_AreHeldAgainstTheirSchemas()
    {
        var judge = Judges.Of(Contract);

        Assert.Empty(judge.JudgeResponseHead(200, new HeaderDictionary { ["etag"] = "\"1\"", ["X-Left"] = "5" }, 20));
        Assert.Equal(
            ["/header/etag [/paths/~1things/get/responses/200/headers/ETag] The header is missing.", "/header/x-left [/components/headers/Left/schema/type] The value is string; allowed: integer."],
            Judges.Lines(judge.JudgeResponseHead(200, new HeaderDictionary { ["X-Left"] = "five" }, 20)));
    }

    [Fact]
    public void Judge_JsonThatIsNone_IsMalformed()
    {
        var judge = Judges.Of(Contract).FindResponseBody(200, "application/json")!;

        Assert.Equal(["Malformed", " [] The body is no JSON text (RFC 8259), or nested too deep."], judge.Faults("{"));
        Assert.Equal(["Unsound", " [/paths/~1things/get/responses/200/content/application~1json/schema/type] The value is array; allowed: object."], judge.Faults("[]"));
    }

    [Fact]
    public void Judge_JsonWithoutASchema_MustBeJson()
    {
        var judge = Judges.Of(Contract).FindResponseBody(200, "application/problem+json; version=2")!;

        Assert.Equal(["Sound"], judge.Faults("[1, {}]"));
        Assert.Equal("Malformed", judge.Faults("hello")[0]);
    }

    [Fact]
    public void Judge_SoundBody_AllocatesNothing()
    {
        var judge = Judges.Of(Contract);
        ReadOnlyMemory<byte> body = "{\"a\":[1,2,3],\"b\":\"x\\u0041\"}"u8.ToArray();
        var headers = new HeaderDictionary { ["ETag"] = "\"1\"", ["X-Left"] = "5" };
        Judge();

        var least = Enumerable.Range(0, 10).Min(_ => Allocations.Of(Judge));

        Assert.Equal(0, least);

        void Judge()
        {
            Assert.True(judge.JudgeResponseHead(200, headers, 20).Count == 0 && judge.FindResponseBody(200, "application/json; charset=utf-8")!.Judge("application/json", body).Verdict == BodyVerdict.Sound);
        }
    }
}

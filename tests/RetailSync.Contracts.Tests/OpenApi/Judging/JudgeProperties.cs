using System.Text;
using CsCheck;
using RetailSync.Gateway;

namespace RetailSync.Contracts.Tests.OpenApi.Judging;

/// <summary>What holds for any head and any body: a verdict, never an exception, and faults exactly where something is wrong.</summary>
public sealed class JudgeProperties
{
    private const string Pieces = "x=&%2C;|.+ %zz{\"a\":1}[]--b\r\nContent-Disposition: form-data; name=é\0true null 1e9";

    private static readonly Gen<string> Texts = Gen.Char[Pieces].Array[0, 60].Select(characters => new string(characters));

    [Fact]
    public void Head_OfAnyText_IsJudged()
    {
        var judge = Judges.WithParameters(
            "{ name: id, in: path, required: true, style: matrix, explode: true, schema: { type: object, properties: { x: { type: integer } } } }",
            "{ name: x, in: query, schema: { type: array, items: { type: [integer, boolean, 'null'] } } }",
            "{ name: a, in: query, style: deepObject, schema: { type: object, additionalProperties: { type: integer } } }",
            "{ name: n, in: query, style: pipeDelimited, explode: false, schema: { type: array, uniqueItems: true } }",
            "{ name: x, in: header, schema: { type: object, additionalProperties: { type: boolean } } }",
            "{ name: x, in: cookie, schema: { type: array } }");

        Texts.Sample(text => judge.Head($"/things/{text}", text, [$"x:{text}", $"Cookie:{text}"]).Length <= 20, iter: 20_000);
    }

    [Fact]
    public void Form_OfAnyText_IsJudged() => CheckBodies("application/x-www-form-urlencoded", "application/x-www-form-urlencoded");

    [Fact]
    public void Multipart_OfAnyText_IsJudged() => CheckBodies("multipart/form-data", "multipart/form-data; boundary=b");

    [Fact]
    public void Text_OfAnyBytes_IsJudged()
    {
        var judge = Judges.Body("text/plain", "{ schema: { type: [integer, boolean, string], maxLength: 3 } }");

        Gen.Byte.Array[0, 10].Sample(bytes => IsTold(judge, "text/plain", bytes));
    }

    [Fact]
    public void Find_OfAnyContentType_Answers()
    {
        var judge = Judges.Of("""
            openapi: 3.1.0
            info: { title: Things, version: 1.0.0 }
            paths:
              /things:
                post:
                  operationId: op
                  requestBody: { content: { 'text/*': {}, application/json; version=1: {} } }
                  responses: { '200': { description: Good. } }
            """);

        Gen.Char["text/plain; charset=\"\\utf-8*+json ,"].Array[0, 40].Sample(text => judge.FindRequestBody(new string(text)) is null or { MediaType: "text/*" });
    }

    [Fact]
    public void Contract_WithAnyParameter_IsReadOrRefused()
    {
        var values = OneOf("1", "x", "true", "{}", "[]", "[{}]", "{ a: {} }", "null", "form", "{ type: 5 }", "{ $ref: '#/paths' }", "{ '*/*': { schema: 5, encoding: { a: 1, b: { headers: [], contentType: x } } } }");
        Gen.Select(OneOf("style", "explode", "schema", "content", "required", "in", "name", "parameters", "requestBody", "responses"), values).Sample(
            (key, value) =>
            {
                var (contract, faults) = Documents.Contract($$"""
                    openapi: 3.1.0
                    info: { title: Things, version: 1.0.0 }
                    paths:
                      /things:
                        post: { operationId: op, {{(key is "parameters" or "requestBody" or "responses" ? $"{key}: {value}" : $"parameters: [{{ {key}: {value}, {(key == "name" ? "in: query" : key == "in" ? "name: x" : "name: x, in: query")} }}]")}} }
                    """);
                return contract is null == faults.Length > 0;
            },
            iter: 500);
    }

    private static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(position => values[position]);

    private static void CheckBodies(string mediaType, string contentType)
    {
        var judge = Judges.Body(
            mediaType,
            "{ schema: { type: object, properties: { x: { type: integer }, a: { type: object }, n: { type: array, items: { format: binary } } } }, encoding: { x: { contentType: 'text/plain' }, a: { style: deepObject }, n: { explode: false } } }");

        Texts.Sample(text => IsTold(judge, contentType, Encoding.UTF8.GetBytes(text)), iter: 20_000);
        Texts.Sample(text => IsTold(judge, contentType, Encoding.UTF8.GetBytes($"--b\r\nContent-Disposition: form-data; name=x\r\n{text}\r\n--b--")), iter: 20_000);
    }

    // What is explained is exactly what is not sound.
    private static bool IsTold(IBodyJudge judge, string contentType, byte[] body) =>
        judge.Judge(contentType, body).Verdict == BodyVerdict.Sound == (judge.Explain(contentType, body, 20).Count == 0);
}

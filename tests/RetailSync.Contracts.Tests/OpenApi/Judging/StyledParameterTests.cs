namespace RetailSync.Contracts.Tests.OpenApi.Judging;

/// <summary>Lists and objects in each style, after the examples of the specification (OpenAPI 3.1.1, Style Examples).</summary>
public sealed class StyledParameterTests
{
    private const string Colours = "{ type: array, minItems: 3, maxItems: 3, items: { enum: [blue, black, brown] } }";
    private const string Mix = "{ type: object, required: [R, G, B], properties: { R: { const: 100 }, G: { const: 200 }, B: { const: 150 } } }";

    [Theory]
    [InlineData("simple", false, Colours, "blue,black,brown", true)]
    [InlineData("simple", false, Colours, "blue,black,green", false)]
    [InlineData("simple", false, Colours, "blue", false)]
    [InlineData("simple", true, Colours, "blue,black,brown", true)]
    [InlineData("simple", false, Mix, "R,100,G,200,B,150", true)]
    [InlineData("simple", false, Mix, "R,100,G,200,B", false)]
    [InlineData("simple", true, Mix, "R=100,G=200,B=150", true)]
    [InlineData("simple", true, Mix, "R,100,G,200,B,150", false)]
    [InlineData("label", false, Colours, ".blue,black,brown", true)]
    [InlineData("label", false, Colours, ".blue.black.brown", true)]
    [InlineData("label", true, Colours, ".blue.black.brown", true)]
    [InlineData("label", true, Colours, "blue.black.brown", false)]
    [InlineData("label", false, Mix, ".R,100,G,200,B,150", true)]
    [InlineData("label", true, Mix, ".R=100.G=200.B=150", true)]
    [InlineData("label", false, "{ type: integer }", ".5", true)]
    [InlineData("label", false, "{ type: integer }", "5", false)]
    [InlineData("matrix", false, Colours, ";x=blue,black,brown", true)]
    [InlineData("matrix", true, Colours, ";x=blue;x=black;x=brown", true)]
    [InlineData("matrix", true, Colours, ";x=blue;y=black;x=brown", false)]
    [InlineData("matrix", false, Mix, ";x=R,100,G,200,B,150", true)]
    [InlineData("matrix", true, Mix, ";R=100;G=200;B=150", true)]
    [InlineData("matrix", false, "{ type: integer }", ";x=5", true)]
    [InlineData("matrix", false, "{ type: integer }", ";y=5", false)]
    [InlineData("matrix", false, "{ type: string }", ";x", true)]
    public void Path_Style_IsRead(string style, bool explodes, string schema, string value, bool isSound)
    {
        var judge = Judges.Of($$"""
            openapi: 3.1.0
            info: { title: Things, version: 1.0.0 }
            paths:
              /things/{x}:
                get:
                  operationId: op
                  parameters: [{ name: x, in: path, required: true, style: {{style}}, explode: {{(explodes ? "true" : "false")}}, schema: {{schema}} }]
                  responses: { '200': { description: Good. } }
            """);

        Assert.Equal(isSound, judge.Head($"/things/{value}").Length == 0);
    }

    [Theory]
    [InlineData("form", true, Colours, "x=blue&x=black&other=1&x=brown", true)]
    [InlineData("form", true, Colours, "x=blue,black,brown", false)]
    [InlineData("form", false, Colours, "x=blue,black,brown", true)]
    [InlineData("form", false, Colours, "x=blue%2Cblack%2Cbrown", false)]
    [InlineData("form", false, Colours, "x=blue&x=black", false)]
    [InlineData("form", true, Mix, "R=100&G=200&B=150&x=5", true)]
    [InlineData("form", true, Mix, "R=100&G=200", false)]
    [InlineData("form", true, Mix, "R=100&G=200&B=150&B=150", false)]
    [InlineData("form", true, Mix, "x=R,100", true)]
    [InlineData("form", false, Mix, "x=R,100,G,200,B,150", true)]
    [InlineData("spaceDelimited", false, Colours, "x=blue%20black%20brown", true)]
    [InlineData("spaceDelimited", false, Colours, "x=blue+black+brown", true)]
    [InlineData("spaceDelimited", false, Mix, "x=R%20100%20G%20200%20B%20150", true)]
    [InlineData("spaceDelimited", true, Colours, "x=blue&x=black&x=brown", true)]
    [InlineData("pipeDelimited", false, Colours, "x=blue|black|brown", true)]
    [InlineData("pipeDelimited", false, Colours, "x=blue%7Cblack%7cbrown", true)]
    [InlineData("deepObject", true, Mix, "x[R]=100&x%5BG%5D=200&x[B]=150", true)]
    [InlineData("deepObject", true, Mix, "x[R]=100&x[G]=200&x[B]=151", false)]
    [InlineData("deepObject", true, Mix, "x[R]=100&x[G]=200&x[B]=150&x[y][z]=1", false)]
    [InlineData("deepObject", true, Mix, "y[R]=1", true)]
    [InlineData("deepObject", true, "{ type: object, additionalProperties: false, properties: { a: { type: array, items: { type: integer } } } }", "x[a]=1&x[a]=2", true)]
    [InlineData("deepObject", true, "{ type: object, additionalProperties: false, properties: { a: { type: array, items: { type: integer } } } }", "x[a]=1&x[b]=2", false)]
    [InlineData("form", true, "{ type: object, additionalProperties: { type: integer } }", "a=1&b=2", true)]
    [InlineData("form", true, "{ type: object, additionalProperties: { type: integer } }", "a=1&b=x", false)]
    [InlineData("form", true, "{ oneOf: [{ type: string, maxLength: 3 }, { type: array, minItems: 2, items: { type: string } }] }", "x=abc", true)]
    [InlineData("form", true, "{ oneOf: [{ type: string, maxLength: 3 }, { type: array, minItems: 2, items: { type: string } }] }", "x=abcd", false)]
    [InlineData("form", true, "{ oneOf: [{ type: string, maxLength: 3 }, { type: array, minItems: 2, items: { type: string } }] }", "x=abcd&x=efgh", true)]
    [InlineData("form", true, "{ type: array, items: { type: integer } }", "x=1&x=%zz", false)]
    [InlineData("form", false, "{ type: array, items: { type: integer } }", "x=", true)]
    public void Query_Style_IsRead(string style, bool explodes, string schema, string query, bool isSound)
    {
        var judge = Judges.WithParameters($"{{ name: x, in: query, style: {style}, explode: {(explodes ? "true" : "false")}, schema: {schema} }}");

        Assert.Equal(isSound, judge.Query(query).Length == 0);
    }

    [Theory]
    [InlineData("X-A: blue, black , brown", true)]
    [InlineData("X-A: blue,black", false)]
    public void Header_List_IsRead(string header, bool isSound)
    {
        var judge = Judges.WithParameters($"{{ name: X-A, in: header, schema: {Colours} }}");

        Assert.Equal(isSound, judge.Head(headers: [header]).Length == 0);
    }

    [Fact]
    public void Header_ListOnSeveralLines_IsOneList()
    {
        var judge = Judges.WithParameters($"{{ name: X-A, in: header, schema: {Colours} }}");

        Assert.Empty(judge.Head(headers: ["X-A: blue, black", "X-A: brown"]));
    }

    [Theory]
    [InlineData("form", false, "x=blue,black,brown", true)]
    [InlineData("form", true, "x=blue&x=black&x=brown", true)]
    [InlineData("form", false, "x=blu%65,black,brown", true)]
    [InlineData("cookie", false, "x=blue,black,brown", true)]
    [InlineData("cookie", false, "x=blu%65,black,brown", false)]
    public void Cookie_Style_IsRead(string style, bool explodes, string cookie, bool isSound)
    {
        var judge = Judges.WithParameters("3.2.0", [$"{{ name: x, in: cookie, required: true, style: {style}, explode: {(explodes ? "true" : "false")}, schema: {Colours} }}"]);

        Assert.Equal(isSound, judge.Head(headers: [$"Cookie: a=b; {cookie}"]).Length == 0);
        Assert.Equal(["/cookie/x [/paths/~1things~1{id}/get/parameters/0] The cookie is missing."], judge.Head(headers: ["Cookie: a=b"]));
    }

    [Theory]
    [InlineData("x=%7B%22a%22%3A1%7D", null)]
    [InlineData("x=%7B%22a%22%3A%22b%22%7D", "/query/x/a")]
    [InlineData("x=%7B%22a%22", "/query/x")]
    public void Content_Json_IsJudged(string query, string? place)
    {
        var judge = Judges.WithParameters("{ name: x, in: query, content: { application/json: { schema: { type: object, properties: { a: { type: integer } } } } } }");

        Assert.Equal(place, judge.Query(query).FirstOrDefault()?.Split(' ')[0]);
    }

    [Theory]
    [InlineData("%7B%22a%22%3A1%7D", true)]
    [InlineData("%7B%22a%22%3Atrue%7D", false)]
    [InlineData("", false)]
    public void QueryString32_IsOneValue(string query, bool isSound)
    {
        var judge = Judges.WithParameters("3.2.0", ["{ name: x, in: querystring, required: true, content: { application/json: { schema: { type: object, properties: { a: { type: integer } } } } } }"]);

        Assert.Equal(isSound, judge.Query(query).Length == 0);
    }

    [Theory]
    [InlineData("{ name: x, in: query, style: matrix, schema: {} }", "The style 'matrix' is not possible here. Possible: form, spaceDelimited, pipeDelimited, deepObject.")]
    [InlineData("{ name: x, in: header, style: form, schema: {} }", "The style 'form' is not possible here. Possible: simple.")]
    public void Style_ThatIsNotPossible_IsAFault(string parameter, string message)
    {
        var (contract, faults) = Documents.Contract($$"""
            openapi: 3.1.0
            info: { title: Things, version: 1.0.0 }
            paths:
              /things:
                get:
                  operationId: op
                  parameters:
                    - {{parameter}}
                  responses: { '200': { description: Good. } }
            """);

        Assert.Null(contract);
        Assert.StartsWith("x.yaml:8:", faults[^1], StringComparison.Ordinal);
        Assert.EndsWith(message, faults[^1], StringComparison.Ordinal);
    }
}

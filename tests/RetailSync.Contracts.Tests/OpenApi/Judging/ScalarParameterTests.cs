using Microsoft.AspNetCore.Http;

namespace RetailSync.Contracts.Tests.OpenApi.Judging;

/// <summary>Parameters that are single values, by type and place.</summary>
public sealed class ScalarParameterTests
{
    [Theory]
    [InlineData("integer", "1", true)]
    [InlineData("integer", "-1", true)]
    [InlineData("integer", "1.0", true)]
    [InlineData("integer", "1.5", false)]
    [InlineData("integer", "+1", false)]
    [InlineData("integer", "%2B1", false)]
    [InlineData("integer", "01", false)]
    [InlineData("integer", "0x1", false)]
    [InlineData("integer", "1_000", false)]
    [InlineData("integer", " 1", false)]
    [InlineData("integer", "", false)]
    [InlineData("integer", "%31", true)]
    [InlineData("integer", "%2531", false)]
    [InlineData("integer", "null", false)]
    [InlineData("number", "1e3", true)]
    [InlineData("number", "1E-3", true)]
    [InlineData("number", "1e400", false)]
    [InlineData("number", "NaN", false)]
    [InlineData("number", "Infinity", false)]
    [InlineData("number", "1.", false)]
    [InlineData("number", ".5", false)]
    [InlineData("number", "-", false)]
    [InlineData("number", "1e", false)]
    [InlineData("boolean", "true", true)]
    [InlineData("boolean", "True", false)]
    [InlineData("boolean", "1", false)]
    [InlineData("string", "1", true)]
    [InlineData("string", "", true)]
    [InlineData("string", "%", false)]
    [InlineData("string", "%4", false)]
    [InlineData("string", "%zz", false)]
    [InlineData("string", "%FF", false)]
    [InlineData("string", "%C3%A9", true)]
    [InlineData("string", "a%22%5C%0A", true)]
    [InlineData("[integer, 'null']", "null", true)]
    [InlineData("[integer, 'null']", "x", false)]
    public void Query_Value_IsWhatItsTypeSays(string type, string value, bool isSound)
    {
        var judge = Judges.WithParameters($"{{ name: x, in: query, schema: {{ type: {type} }} }}");

        Assert.Equal(isSound, judge.Query($"x={value}").Length == 0);
    }

    [Theory]
    [InlineData("{ type: [integer, string], maximum: 5 }", "7", true)]
    [InlineData("{ type: [integer, string], maxLength: 1 }", "77", true)]
    [InlineData("{ oneOf: [{ type: integer, maximum: 5 }, { type: string, minLength: 3 }] }", "4", true)]
    [InlineData("{ oneOf: [{ type: integer, maximum: 5 }, { type: string, minLength: 3 }] }", "44", false)]
    [InlineData("{ oneOf: [{ type: integer, maximum: 5 }, { type: string, minLength: 3 }] }", "444", true)]
    [InlineData("{ enum: [1, 2] }", "2", true)]
    [InlineData("{ enum: [1, 2] }", "3", false)]
    [InlineData("{ enum: ['1', '2'] }", "2", true)]
    [InlineData("{ const: true }", "true", true)]
    [InlineData("{ allOf: [{ $ref: '#/components/schemas/Count' }], maximum: 10 }", "10", true)]
    [InlineData("{ allOf: [{ $ref: '#/components/schemas/Count' }], maximum: 10 }", "11", false)]
    [InlineData("{ $ref: '#/components/schemas/Count' }", "0", false)]
    [InlineData("{}", "anything", true)]
    public void Query_ValueOfSeveralTypes_IsOneOfThem(string schema, string value, bool isSound)
    {
        var judge = Judges.Of($$"""
            openapi: 3.1.0
            info: { title: Things, version: 1.0.0 }
            paths:
              /things:
                get: { operationId: op, parameters: [{ name: x, in: query, schema: {{schema}} }], responses: { '200': { description: Good. } } }
            components: { schemas: { Count: { type: integer, minimum: 1 } } }
            """);

        Assert.Equal(isSound, judge.Query($"x={value}").Length == 0);
    }

    [Fact]
    public void Nullable30_IsRead()
    {
        var judge = Judges.WithParameters("3.0.3", ["{ name: x, in: query, schema: { type: integer, nullable: true } }"]);

        Assert.Empty(judge.Query("x=null"));
    }

    [Fact]
    public void Head_Faults_HaveTheirPlaces()
    {
        var judge = Judges.WithParameters(
            "{ name: id, in: path, required: true, schema: { type: integer } }",
            "{ name: limit, in: query, schema: { type: integer, maximum: 100 } }",
            "{ name: If-Match, in: header, required: true, schema: { type: string } }",
            "{ name: a/b, in: query, required: true, schema: { type: string } }",
            "{ name: session, in: cookie, schema: { type: string, maxLength: 3 } }");

        var faults = judge.Head("/things/x", "limit=101", ["Cookie: other=1; session=abcd"]);

        Assert.Equal(
            [
                "/path/id [/paths/~1things~1{id}/get/parameters/0/schema/type] The value is string; allowed: integer.",
                "/query/limit [/paths/~1things~1{id}/get/parameters/1/schema/maximum] The number is too large.",
                "/query/a~1b [/paths/~1things~1{id}/get/parameters/3] The parameter is missing.",
                "/header/if-match [/paths/~1things~1{id}/get/parameters/2] The header is missing.",
                "/cookie/session [/paths/~1things~1{id}/get/parameters/4/schema/maxLength] The string has 4 characters; at most 3 are allowed.",
            ],
            faults);
        Assert.Equal(faults[..2], judge.Head("/things/x", "limit=101", ["Cookie: other=1; session=abcd"], maxErrors: 2));
    }

    [Fact]
    public void Query_RepeatedScalar_IsAFault()
    {
        var judge = Judges.WithParameters("{ name: x, in: query, schema: { type: string } }");

        Assert.Equal(["/query/x [/paths/~1things~1{id}/get/parameters/0] The parameter stands in the query more than once."], judge.Query("x=1&%78=2"));
    }

    [Fact]
    public void Query_OtherCase_IsAnotherName()
    {
        var judge = Judges.WithParameters("{ name: x, in: query, required: true, schema: { type: integer } }");

        Assert.Empty(judge.Query("x=1&X=a&x[]=2&other"));
        Assert.Single(judge.Query("X=1"));
    }

    [Fact]
    public void Query_BadName_IsAFault()
    {
        var judge = Judges.WithParameters("{ name: x, in: query, schema: { type: integer } }");

        Assert.Equal(["/query [] A name in the query has a broken escape, is no UTF-8, or is too long."], judge.Query("%zz=1"));
    }

    [Fact]
    public void Query_TooManyNames_IsAFault()
    {
        var judge = Judges.WithParameters("{ name: x, in: query, schema: { type: integer } }");

        Assert.Empty(judge.Query(string.Join('&', Enumerable.Range(0, 1_000).Select(number => $"a{number}"))));
        Assert.Equal(["/query [] The query has more than 1000 names."], judge.Query(string.Join('&', Enumerable.Range(0, 1_001).Select(number => $"a{number}"))));
    }

    [Theory]
    [InlineData("allowEmptyValue: true, ", "x=", true)]
    [InlineData("allowEmptyValue: true, ", "x", true)]
    [InlineData("allowEmptyValue: true, ", "x=a", false)]
    [InlineData("", "x=", false)]
    [InlineData("", "x", false)]
    public void Query_EmptyValue_IsAllowedWhereItIsSaid(string flag, string query, bool isSound)
    {
        var judge = Judges.WithParameters($"{{ name: x, in: query, {flag}schema: {{ type: integer }} }}");

        Assert.Equal(isSound, judge.Query(query).Length == 0);
    }

    [Theory]
    [InlineData("Accept")]
    [InlineData("content-type")]
    [InlineData("Authorization")]
    public void Header_ThatTheSpecificationIgnores_IsIgnored(string name)
    {
        var judge = Judges.WithParameters($"{{ name: {name}, in: header, required: true, schema: {{ type: integer }} }}");

        Assert.Empty(judge.Head());
    }

    [Fact]
    public void Header_PercentSign_IsNoEscape()
    {
        var judge = Judges.WithParameters("{ name: X-A, in: header, schema: { const: '%41' } }");

        Assert.Empty(judge.Head(headers: ["x-a: %41"]));
        Assert.Single(judge.Head(headers: ["x-a: A"]));
    }

    [Fact]
    public void Header_Twice_IsAFault()
    {
        var judge = Judges.WithParameters("{ name: X-A, in: header, schema: { type: string } }");

        Assert.Equal(["/header/x-a [/paths/~1things~1{id}/get/parameters/0] The header stands there more than once."], judge.Head(headers: ["X-A: 1", "X-A: 2"]));
    }

    [Fact]
    public void Path_ItsValue_IsNotDecodedAgain()
    {
        var judge = Judges.WithParameters("{ name: id, in: path, required: true, schema: { const: a+%41é } }");

        Assert.Empty(judge.Head("/things/a+%41é"));
    }

    [Fact]
    public void Operation_OwnParameter_ReplacesThatOfThePath()
    {
        var judge = Judges.Of("""
            openapi: 3.1.0
            info: { title: Things, version: 1.0.0 }
            paths:
              /things/{id}.{kind}:
                parameters:
                  - { name: id, in: path, required: true, schema: { type: string } }
                  - { $ref: '#/components/parameters/Kind' }
                  - { name: x, in: query, required: true, schema: { type: string } }
                get:
                  operationId: op
                  parameters:
                    - { name: id, in: path, required: true, schema: { type: integer } }
                    - { name: x, in: query, schema: { type: integer } }
                  responses: { '200': { description: Good. } }
            components: { parameters: { Kind: { name: kind, in: path, required: true, schema: { enum: [json, xml] } } } }
            """);

        Assert.Empty(judge.Head("/things/12.json"));
        Assert.Equal(
            ["/path/id [/paths/~1things~1{id}.{kind}/get/parameters/0/schema/type] The value is string; allowed: integer.", "/path/kind [/components/parameters/Kind/schema/enum] The value is not one of: \"json\", \"xml\"."],
            judge.Head("/things/a.b"));
    }

    [Fact]
    public void Head_Sound_AllocatesNothing()
    {
        var judge = Judges.WithParameters(
            "{ name: id, in: path, required: true, schema: { type: string, format: uuid } }",
            "{ name: limit, in: query, schema: { type: integer, maximum: 100 } }",
            "{ name: ids, in: query, schema: { type: array, items: { type: integer } } }",
            "{ name: state, in: query, explode: false, schema: { type: array, items: { type: string } } }",
            "{ name: If-Match, in: header, required: true, schema: { type: string } }",
            "{ name: session, in: cookie, required: true, schema: { type: string } }");
        var context = new DefaultHttpContext();
        context.Request.QueryString = new QueryString("?limit=20&ids=1&ids=2&state=a%20b,c&other=x");
        context.Request.Headers.IfMatch = "\"17\"";
        context.Request.Headers.Cookie = "a=b; session=abc%20d";
        var request = context.Request;
        Assert.Empty(judge.JudgeRequestHead(request, "/things/0192f0c2-7e4b-7c3e-9d11-3f1f7a1f9b11", 20));

        var least = Enumerable.Range(0, 10).Min(_ => Allocations.Of(() => judge.JudgeRequestHead(request, "/things/0192f0c2-7e4b-7c3e-9d11-3f1f7a1f9b11", 20)));

        Assert.Equal(0, least);
    }
}

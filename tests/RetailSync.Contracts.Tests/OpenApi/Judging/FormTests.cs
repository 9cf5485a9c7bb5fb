using System.Text;
using RetailSync.Gateway;

namespace RetailSync.Contracts.Tests.OpenApi.Judging;

/// <summary>Bodies that are forms.</summary>
public sealed class FormTests
{
    private const string Form = """
        { schema: { type: object, required: [name], additionalProperties: false, properties: {
          name: { type: string, maxLength: 5 }, count: { type: integer }, tags: { type: array, items: { type: string } }, ids: { type: array, items: { type: integer } },
          address: { type: object, required: [city], properties: { city: { type: string } } }, filter: { type: object, properties: { max: { type: integer } } } } },
          encoding: { ids: { style: form, explode: false }, filter: { style: deepObject } } }
        """;

    private const string Upload = """
        { schema: { type: object, required: [photo], properties: {
          photo: { type: string, format: binary, minLength: 10 }, more: { type: array, maxItems: 2, items: { type: string, format: binary } }, note: { type: string, maxLength: 3 },
          count: { type: integer }, address: { type: object, required: [city] } } },
          encoding: { photo: { contentType: 'image/png, image/jpeg', headers: { X-Origin: { required: true, schema: { type: string } } } } } }
        """;

    [Theory]
    [InlineData("name=a", "Sound")]
    [InlineData("name=a+b&count=5&tags=x&tags=y", "Sound")]
    [InlineData("name=%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9", "Sound")]
    [InlineData("name=a&ids=1,2,3", "Sound")]
    [InlineData("name=a&filter%5Bmax%5D=5", "Sound")]
    [InlineData("name=a&address=%7B%22city%22%3A%22Ulm%22%7D", "Sound")]
    [InlineData("&&name=a&", "Sound")]
    [InlineData("name=a&tags=x", "Sound")]
    [InlineData("", "Unsound  [{0}/required] The property 'name' is missing.")]
    [InlineData("name=abcdef", "Unsound /name [{0}/properties/name/maxLength] The string has 6 characters; at most 5 are allowed.")]
    [InlineData("name=a&name=b", "Unsound /name [{0}/properties/name/type] The value is array; allowed: string.")]
    [InlineData("name=a&count=x", "Unsound /count [{0}/properties/count/type] The value is string; allowed: integer.")]
    [InlineData("name=a&ids=1,x", "Unsound /ids/1 [{0}/properties/ids/items/type] The value is string; allowed: integer.")]
    [InlineData("name=a&filter[max]=x", "Unsound /filter/max [{0}/properties/filter/properties/max/type] The value is string; allowed: integer.")]
    [InlineData("name=a&other=1", "Unsound /other [{0}/additionalProperties] Nothing is allowed here.")]
    [InlineData("name=a&address={}", "Unsound /address [{0}/properties/address/required] The property 'city' is missing.")]
    [InlineData("name=a&address={},\"x\":1", "Malformed /address [] The field is no JSON text (RFC 8259), or nested too deep.")]
    [InlineData("name=%zz", "Malformed /name [] The field has a broken escape or is no UTF-8.")]
    [InlineData("name=%FF", "Malformed /name [] The field has a broken escape or is no UTF-8.")]
    [InlineData("%zz=1", "Malformed  [] A field's name has a broken escape or is no UTF-8.")]
    public void UrlEncoded_Body_IsHeldAgainstItsSchema(string body, string expected)
    {
        var judge = Judges.Body("application/x-www-form-urlencoded", Form);

        var faults = judge.Faults(body);

        Assert.Equal(expected.Replace("{0}", "/paths/~1things/post/requestBody/content/application~1x-www-form-urlencoded/schema", StringComparison.Ordinal), string.Join(' ', faults));
    }

    [Fact]
    public void UrlEncoded_TooManyFields_IsMalformed()
    {
        var judge = Judges.Body("application/x-www-form-urlencoded", Form);

        Assert.Equal(["Malformed", " [] The form has more than 1000 fields."], judge.Faults(string.Concat(Enumerable.Repeat("a=1&", 1_001))));
    }

    [Fact]
    public void Multipart_Parts_AreHeldAgainstTheirSchema()
    {
        var judge = Judges.Body("multipart/form-data", Upload);

        var faults = judge.Faults(
            Multipart(
                "name=\"photo\"; filename=\"a.png\"|Content-Type: image/png|X-Origin: web", "\0PNG", "name=\"more\"; filename=b|Content-Type: image/gif", "x", "name=note", "abc", "name=count", "5", "name=\"address\"|Content-Type: application/json",
                "{\"city\":\"Ulm\"}"),
            "multipart/form-data; boundary=\"b b\"");

        Assert.Equal(["Sound"], faults);
    }

    [Theory]
    [InlineData("name=\"photo\"|Content-Type: image/png", "x", "Unsound /photo [{0}/encoding/photo/headers/X-Origin] The part has no header 'X-Origin'.")]
    [InlineData("name=\"photo\"|X-Origin: a|Content-Type: image/gif", "x", "Unsound /photo [{0}/encoding/photo/contentType] The part's content type is not one that the contract names.")]
    [InlineData("name=\"note\"", "x", "Unsound  [{0}/schema/required] The property 'photo' is missing.")]
    [InlineData("name=\"address\"|Content-Type: application/json", "{}}", "Malformed /address [] The field is no JSON text (RFC 8259), or nested too deep.")]
    [InlineData("filename=a", "x", "Malformed  [] A part has no 'Content-Disposition: form-data' with a name (RFC 7578, section 4.2).")]
    [InlineData("name=a|Content-Disposition: form-data; name=b", "x", "Malformed  [] A line of a part's head is no header, or stands there twice.")]
    public void Multipart_Fault_IsToldWithItsPlace(string head, string content, string expected)
    {
        var judge = Judges.Body("multipart/form-data", Upload);

        var faults = judge.Faults(Multipart(head, content), "multipart/form-data; boundary=\"b b\"");

        Assert.Equal(expected.Replace("{0}", "/paths/~1things/post/requestBody/content/multipart~1form-data", StringComparison.Ordinal), string.Join(' ', faults));
    }

    [Fact]
    public void Multipart_OtherFieldsThanBinary_StillCount()
    {
        var judge = Judges.Body("multipart/form-data", Upload);

        var faults = judge.Faults(
            Multipart("name=photo; filename=a|X-Origin: web", "x", "name=more", "1", "name=more", "2", "name=more", "3", "name=note", "long", "name=count", "five"), "multipart/form-data; boundary=\"b b\"");

        Assert.Equal(["Unsound", "/more", "/note", "/count"], faults.Select(fault => fault.Split(' ')[0]));
    }

    [Theory]
    [InlineData("multipart/form-data", "--b--")]
    [InlineData("multipart/form-data; boundary=", "--b--")]
    [InlineData("multipart/form-data; boundary=b", "")]
    [InlineData("multipart/form-data; boundary=b", "--c--")]
    [InlineData("multipart/form-data; boundary=b", "--b")]
    [InlineData("multipart/form-data; boundary=b", "--bc\r\n\r\n\r\n--b--")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=a\r\n\r\nx")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--b")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=a")]
    public void Multipart_ThatCannotBeTakenApart_IsMalformed(string contentType, string body)
    {
        var judge = Judges.Body("multipart/form-data", Upload);

        Assert.Equal("Malformed", judge.Faults(body, contentType)[0]);
    }

    [Theory]
    [InlineData("--b\r\nContent-Disposition: form-data; name=note\r\n\r\n\r\n--b--")]
    [InlineData("for mail\r\n--b \t\r\ncontent-disposition: Form-Data; name=\"note\"\r\n\r\na\r\n\r\n--b--\r\nthe end")]
    public void Multipart_EmptyPartAndPreamble_AreRead(string body)
    {
        var judge = Judges.Body("multipart/form-data", "{ schema: { type: object, required: [note], properties: { note: { enum: ['', \"a\\r\\n\"] } } } }");

        Assert.Equal(["Sound"], judge.Faults(body, "multipart/form-data; boundary=b"));
    }

    [Fact]
    public void Multipart_ManyParts_AreBounded()
    {
        var judge = Judges.Body("multipart/form-data", Upload);
        var body = string.Concat(Enumerable.Repeat("--b\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n", 1_001)) + "--b--";

        Assert.Equal(["Malformed", " [] The body has more than 1000 parts."], judge.Faults(body, "multipart/form-data; boundary=b"));
    }

    [Theory]
    [InlineData("{ type: string, maxLength: 3 }", "abc", "Sound")]
    [InlineData("{ type: string, maxLength: 3 }", "abcd", "Unsound")]
    [InlineData("{ type: integer }", "12", "Sound")]
    [InlineData("{ type: integer }", "x", "Unsound")]
    [InlineData("{ type: [integer, string], maxLength: 2 }", "12", "Sound")]
    [InlineData("{ type: string, pattern: 'é' }", "é", "Sound")]
    public void Text_Body_IsAString(string schema, string body, string verdict) => Assert.Equal(verdict, Judges.Body("text/plain", $"{{ schema: {schema} }}").Faults(body)[0]);

    [Fact]
    public void Text_Charset_IsMinded()
    {
        var judge = Judges.Body("text/plain", "{ schema: { const: é } }");

        Assert.Equal(BodyVerdict.Sound, judge.Judge("text/plain; charset=ISO-8859-1", Encoding.Latin1.GetBytes("é")).Verdict);
        Assert.Equal(BodyVerdict.Malformed, judge.Judge("text/plain", Encoding.Latin1.GetBytes("é")).Verdict);
        Assert.Equal(BodyVerdict.Undecided, judge.Judge("text/plain; charset=utf-16", Encoding.Unicode.GetBytes("é")).Verdict);
    }

    [Theory]
    [InlineData("text/plain", "{ schema: { type: string } }")]
    [InlineData("application/octet-stream", "{ schema: { type: string, maxLength: 1 } }")]
    [InlineData("application/xml", "{ schema: { type: object } }")]
    [InlineData("text/event-stream", "{ schema: { type: string, maxLength: 1 } }")]
    [InlineData("application/grpc", "{}")]
    [InlineData("application/x-ndjson", "{ schema: { type: object } }")]
    [InlineData("application/json-seq", "{ schema: { type: object } }")]
    [InlineData("multipart/mixed", "{ schema: { type: object } }")]
    public void OtherBodies_AreNotRead(string mediaType, string content) => Assert.False(Judges.Body(mediaType, content).ReadsBody);

    private static string Multipart(params string[] parts)
    {
        var body = new StringBuilder();
        for (var part = 0; part < parts.Length; part += 2)
        {
            body.Append($"--b b\r\nContent-Disposition: form-data; {parts[part].Replace("|", "\r\n", StringComparison.Ordinal)}\r\n\r\n{parts[part + 1]}\r\n");
        }

        return body.Append("--b b--\r\n").ToString();
    }
}

using System.Net;
using System.Text;
using RetailSync.Gateway.Tests.Hosting;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Judging;

/// <summary>Bodies that are made to hurt: nothing of them reaches the system, and a bystander is answered meanwhile.</summary>
[Trait("Attack", "E26")]
[Trait("Attack", "E27")]
[Trait("Attack", "E28")]
[Trait("Attack", "E30")]
[Trait("Attack", "E31")]
[Trait("Attack", "E32")]
public sealed class BodyAttackTests(BodyAttackTests.Target shared) : IClassFixture<BodyAttackTests.Target>
{
    public static TheoryData<string> Bodies => [.. Made.Keys];

    private static readonly Dictionary<string, (Func<byte[]> Body, int Status)> Made = new()
    {
        ["100,000 levels"] = (() => Text(new string('[', 100_000)), 400),
        ["65 levels"] = (() => Text($$"""{"any":{{new string('[', 64)}}{{new string(']', 64)}}}"""), 400),
        ["64 levels"] = (() => Text($$"""{"any":{{new string('[', 63)}}{{new string(']', 63)}}}"""), 200),
        ["60,000 names, one of them twice"] = (() => Text($"{{\"any\":{{{Names(60_000)},\"n59999\":1}}}}"), 400),
        ["too many names"] = (() => Text($"{{\"names\":{{{Names(1_001)}}}}}"), 400),
        ["too many items"] = (() => Text($$"""{"items":[{{string.Join(',', Enumerable.Repeat("0", 100_001))}}]}"""), 400),
        ["equal items among many"] = (() => Text($$"""{"items":[{{string.Join(',', Enumerable.Range(0, 99_999))}},7]}"""), 400),
        ["different items, many"] = (() => Text($$"""{"items":[{{string.Join(',', Enumerable.Range(0, 100_000))}}]}"""), 200),
        ["10 MB of text"] = (() => Text($$"""{"any":"{{new string('a', 10_000_000)}}"}"""), 413),
        ["1e400"] = (() => Text("""{"amount":1e400}"""), 400),
        ["1e1000000000"] = (() => Text("""{"amount":1e1000000000}"""), 400),
        ["1e-1000000000"] = (() => Text("""{"amount":1e-1000000000}"""), 400),
        ["a number of 10,000 digits"] = (() => Text($$"""{"amount":{{new string('9', 10_000)}}}"""), 400),
        ["a name twice"] = (() => Text("""{"amount":1,"amount":9999}"""), 400),
        ["a name twice, escaped"] = (() => Text("""{"amount":1,"\u0061mount":9999}"""), 400),
        ["a name in another case is another name"] = (() => Text("""{"amount":1,"Amount":9999}"""), 200),
        ["a byte order mark"] = (() => [0xEF, 0xBB, 0xBF, .. Text("{}")], 400),
        ["UTF-16"] = (() => Encoding.Unicode.GetBytes("{}"), 400),
        ["no UTF-8"] = (() => [.. Text("{\"any\":\""), 0xC3, 0x28, .. Text("\"}")], 400),
        ["half a surrogate pair"] = (() => Text("""{"any":"\uDFFF"}"""), 400),
        ["a comment"] = (() => Text("/* here */ {}"), 400),
        ["a comma too many"] = (() => Text("""{"amount":1,}"""), 400),
        ["NaN"] = (() => Text("""{"amount":NaN}"""), 400),
        ["a second value"] = (() => Text("{}{}"), 400),
        ["NUL at the end"] = (() => [.. Text("{}"), 0], 400),
        ["a text for (a+)+"] = (() => Text($$"""{"pattern":"{{new string('a', 50_000)}}!"}"""), 400),
        ["branches that multiply"] = (() => Text($$"""{"tree":{{string.Concat(Enumerable.Repeat("{\"a\":", 60))}}1{{new string('}', 60)}}}"""), 400),
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Body_MadeToHurt_IsRefusedOrUnderstood(string name)
    {
        var (body, status) = Made[name];
        foreach (var client in (HttpClient[])[shared.Gateway.Client(), shared.Gateway.Http2Client()])
        {
            shared.TakeRequests();

            var attack = PostAsync(client, body(), "application/json");
            using var bystander = await shared.Gateway.Client("store-pos", "crm.read").GetAsync(ValidateTests.Relative("/crm/v1/things"), TestContext.Current.CancellationToken);
            using var answer = await attack;

            Assert.Equal((name, status), (name, (int)answer.StatusCode));
            Assert.Equal(HttpStatusCode.OK, bystander.StatusCode);
            Assert.Equal(status == 200 ? 1 : 0, shared.TakeRequests().Count(request => request.Method == "POST"));
        }
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json;charset=utf-7")]
    [InlineData("application/json;charset=utf-16")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/vnd.thing+json")]
    [InlineData("application/xml")]
    [InlineData("application/json, text/plain")]
    [InlineData("application/ json")]
    [InlineData("")]
    public async Task ContentType_Another_IsNeverPassedOver(string contentType)
    {
        shared.TakeRequests();

        using var answer = await PostAsync(shared.Gateway.Client(), Text("""{"amount":"no number"}"""), contentType);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Empty(shared.TakeRequests());
    }

    [Theory]
    [InlineData("GET", "/crm/v1/things")]
    [InlineData("HEAD", "/crm/v1/things")]
    [InlineData("DELETE", "/crm/v1/things/1")]
    public async Task Body_OfAnotherMethodThanDeclared_IsRefused(string method, string path)
    {
        shared.TakeRequests();
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new StringContent("{}", Encoding.UTF8, "application/json") };

        using var answer = await shared.Gateway.Client().SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(shared.TakeRequests());
    }

    private static string Names(int count) => string.Join(',', Enumerable.Range(0, count).Select(number => $"\"n{number}\":0"));

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, byte[] body, string contentType)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/crm/v1/things")
        {
            Version = client.DefaultRequestVersion,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>A gateway that enforces a contract with all that can be made to hurt.</summary>
    public sealed class Target : SharedGateway
    {
        private const string Contract = """
            openapi: 3.1.0
            info: {title: Things, version: 1.0.0}
            paths:
              /things:
                get:
                  operationId: listThings
                  security: [{oauth: [crm.read]}]
                  responses: {'200': {description: Things.}}
                post:
                  operationId: makeThing
                  security: [{oauth: [crm.write]}]
                  requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
                  responses: {'200': {description: Made.}}
              /things/{thingId}:
                parameters: [{name: thingId, in: path, required: true, schema: {type: string}}]
                delete:
                  operationId: dropThing
                  security: [{oauth: [crm.write]}]
                  responses: {'200': {description: Gone.}}
            components:
              schemas:
                Thing:
                  type: object
                  properties:
                    amount: {type: number, maximum: 1000000, exclusiveMinimum: 0, multipleOf: 0.01}
                    items: {type: array, uniqueItems: true, maxItems: 100000}
                    names: {type: object, maxProperties: 1000}
                    pattern: {type: string, pattern: '^(a+)+$'}
                    tree: {$ref: '#/components/schemas/Tree'}
                Tree:
                  anyOf:
                    - {type: object, properties: {a: {$ref: '#/components/schemas/Tree'}}, required: [x]}
                    - {type: object, properties: {a: {$ref: '#/components/schemas/Tree'}}, required: [y]}
              securitySchemes:
                oauth:
                  type: oauth2
                  flows: {clientCredentials: {tokenUrl: 'http://localhost:9100/connect/token', scopes: {crm.read: Read., crm.write: Write.}}}
            """;

        protected override Task<GatewayFixture> StartAsync(FakeUpstream upstream) => GatewayFixture.StartAsync(
            upstream: upstream, policies: """{ "validate": {} }""", contracts: new Dictionary<string, string> { ["crm/customers.v1.openapi.yaml"] = Contract });
    }
}

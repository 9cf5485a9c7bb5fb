using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using RetailSync.Gateway.Tests.Hosting;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Judging;

/// <summary>What the contract forbids does not reach the system, and the caller learns what and where. Over real sockets, on HTTP/1.1 and HTTP/2.</summary>
public sealed class ValidateTests(ValidateTests.Enforcing shared) : IClassFixture<ValidateTests.Enforcing>
{
    private const string Deep = "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]";

    [Theory]
    [InlineData("""{"id":"o-1"}""", 400, "schema-mismatch", "", "/required")]
    [InlineData("""{"id":"x","lines":[]}""", 400, "schema-mismatch", "/id", "/properties/id/pattern")]
    [InlineData("""{"id":"o-1","lines":[{"sku":"A","quantity":0}]}""", 400, "schema-mismatch", "/lines/0/quantity", "/quantity/minimum")]
    [InlineData("""{"id":"o-1","lines":[{"sku":"A","quantity":1,"price":3}]}""", 400, "schema-mismatch", "/lines/0/price", "/additionalProperties")]
    [InlineData("""{"id":"o-1","lines":[],"id":"o-2"}""", 400, "malformed-json", "/id", null)]
    [InlineData("""{"id":"o-1","lines":[],"x":{"a":1,"a":2}}""", 400, "malformed-json", "/x/a", null)]
    [InlineData("""{"id":"o-1","lines":[]} {}""", 400, "malformed-json", "", null)]
    [InlineData("""{"id":"o-1","lines":[""", 400, "malformed-json", "", null)]
    [InlineData("""{"id":"o-1","lines":[],"n":NaN}""", 400, "malformed-json", "", null)]
    [InlineData("""{"id":"o-1","lines":[],"n":"\uD800"}""", 400, "malformed-json", "", null)]
    [InlineData("\uFEFF{\"id\":\"o-1\",\"lines\":[]}", 400, "malformed-json", "", null)]
    [InlineData("{\"id\":\"o-1\",\"lines\":[],\"x\":" + Deep + "}", 400, "malformed-json", "", null)]
    [InlineData("null", 400, "schema-mismatch", "", "/type")]
    public async Task Body_AgainstTheContract_IsRefusedWithItsPlace(string body, int status, string type, string instance, string? keyword)
    {
        foreach (var client in (HttpClient[])[shared.Gateway.Client(), shared.Gateway.Http2Client()])
        {
            shared.TakeRequests();

            using var answer = await client.PostAsync(Relative("/crm/v1/orders"), new StringContent(body, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
            var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

            Assert.Equal(status, (int)answer.StatusCode);
            Assert.Equal($"/problems/{type}", (string?)problem["type"]);
            var error = problem["errors"]![0]!;
            Assert.Equal(instance, (string?)error["instanceLocation"]);
            Assert.True(keyword is null || ((string?)error["keywordLocation"])!.EndsWith(keyword, StringComparison.Ordinal), error.ToJsonString());
            Assert.Empty(shared.TakeRequests());
        }
    }

    [Theory]
    [InlineData("GET", "/crm/v1/orders?limit=0", 400, "/query/limit")]
    [InlineData("GET", "/crm/v1/orders?limit=ten", 400, "/query/limit")]
    [InlineData("GET", "/crm/v1/orders?limit=1&limit=2", 400, "/query/limit")]
    [InlineData("GET", "/crm/v1/orders?limit=100", 200, null)]
    [InlineData("GET", "/crm/v1/orders/x-1", 400, "/path/orderId")]
    [InlineData("GET", "/crm/v1/orders/o-1", 200, null)]
    public async Task Parameters_AreHeldAgainstTheContract(string method, string path, int status, string? instance)
    {
        shared.TakeRequests();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var answer = await shared.Gateway.Client().SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(status == 200 ? 1 : 0, shared.TakeRequests().Count);
        if (instance is not null)
        {
            var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
            Assert.Equal(instance, (string?)problem["errors"]![0]!["instanceLocation"]);
        }
    }

    [Theory]
    [InlineData("application/json", 200)]
    [InlineData("application/json; charset=utf-8", 200)]
    [InlineData("APPLICATION/JSON", 200)]
    [InlineData("application/octet-stream", 200)]
    [InlineData("application/json; charset=utf-16", 415)]
    [InlineData("text/json", 415)]
    [InlineData("application/xml", 415)]
    [InlineData(null, 415)]
    public async Task ContentType_NotDeclared_Is415(string? contentType, int status)
    {
        shared.TakeRequests();
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(OrdersContract.Sound));
        if (contentType is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        using var answer = await shared.Gateway.Client().PostAsync(Relative("/crm/v1/orders"), content, TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(status == 200 ? 1 : 0, shared.TakeRequests().Count);
    }

    [Fact]
    public async Task Body_RequiredAndMissing_Or_ForbiddenAndThere_Is400()
    {
        shared.TakeRequests();
        using var missing = await shared.Gateway.Client().PostAsync(Relative("/crm/v1/orders"), null, TestContext.Current.CancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Delete, "/crm/v1/orders/o-1") { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        using var superfluous = await shared.Gateway.Client().SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (missing.StatusCode, superfluous.StatusCode));
        Assert.Empty(shared.TakeRequests());
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task Body_Compressed_IsJudgedPlainAndForwardedAsItCame(string coding)
    {
        shared.TakeRequests();
        var sound = Compress(coding, Encoding.UTF8.GetBytes(OrdersContract.Sound));

        using var answered = await PostAsync(coding, sound);
        using var unsound = await PostAsync(coding, Compress(coding, """{"id":"x"}"""u8.ToArray()));
        using var broken = await PostAsync(coding, [1, 2, 3, 4, 5, 6, 7, 8]);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (answered.StatusCode, unsound.StatusCode, broken.StatusCode));
        var arrived = Assert.Single(shared.TakeRequests());
        Assert.Equal(sound, arrived.Body);
        Assert.Equal(coding, arrived.Header("Content-Encoding"));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Body_Bomb_Is413BeforeItUnfolds(string coding)
    {
        shared.TakeRequests();
        var bomb = Compress(coding, Encoding.UTF8.GetBytes($$"""{"id":"o-1","lines":[],"note":"{{new string('a', 50_000_000)}}"}"""));
        var before = GC.GetTotalAllocatedBytes();

        using var answer = await PostAsync(coding, bomb);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Empty(shared.TakeRequests());
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 30_000_000);
    }

    [Fact]
    public async Task Body_InUnknownCoding_Is415WithThoseThatAreKnown()
    {
        using var answer = await PostAsync("zstd", [1, 2, 3]);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Equal("gzip, deflate, br", string.Join(", ", answer.Headers.GetValues("Accept-Encoding")));
    }

    [Fact]
    public async Task Body_OfManySegments_IsJudgedWhole()
    {
        shared.TakeRequests();
        var lines = string.Join(',', Enumerable.Repeat("""{"sku":"A-1","quantity":2}""", 900));
        var sound = $$"""{"id":"o-1","note":"{{new string('é', 100_000)}}","lines":[{{lines}}]}""";

        using var answered = await shared.Gateway.Client().PostAsync(Relative("/crm/v1/orders"), new StringContent(sound, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        using var refused = await shared.Gateway.Client().PostAsync(
            Relative("/crm/v1/orders"), new StringContent(sound.Replace("]}", ",{}]}", StringComparison.Ordinal), Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest), (answered.StatusCode, refused.StatusCode));
        Assert.Equal(sound, Assert.Single(shared.TakeRequests()).Text);
    }

    [Fact]
    public async Task Body_LongerThanIsJudged_Is413()
    {
        shared.TakeRequests();

        using var answer = await shared.Gateway.Client().PostAsync(
            Relative("/crm/v1/orders"), new StringContent($$"""{"note":"{{new string('a', 1_100_000)}}"}""", Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Empty(shared.TakeRequests());
    }

    [Fact]
    public async Task Body_OfATypeThatNobodyJudges_StreamsWhateverItsLength()
    {
        shared.TakeRequests();
        var bytes = new byte[3_000_000];
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");

        using var answer = await shared.Gateway.Client().PostAsync(Relative("/crm/v1/orders"), content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(bytes.Length, Assert.Single(shared.TakeRequests()).Body.Length);
    }

    [Fact]
    public async Task Head_AgainstTheContract_IsRefusedBeforeTheBodyIsRead()
    {
        await using var client = await RawClient.ConnectAsync(shared.Gateway.Http);

        // The body never comes. Whoever waited for it would not answer.
        await client.WriteAsync($"POST /crm/v1/orders HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nAuthorization: Bearer {shared.Gateway.Token()}\r\nContent-Length: 100000\r\n\r\n");
        var answer = await client.ReadAsync();

        Assert.Equal(415, answer?.Status);
    }

    internal static Uri Relative(string path) => new(path, UriKind.Relative);

    internal static byte[] Compress(string coding, byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (Stream stream = coding switch
        {
            "gzip" => new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true),
            "deflate" => new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true),
            _ => new BrotliStream(compressed, CompressionLevel.Fastest, leaveOpen: true),
        })
        {
            stream.Write(bytes);
        }

        return compressed.ToArray();
    }

    private async Task<HttpResponseMessage> PostAsync(string coding, byte[] bytes)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.ContentEncoding.Add(coding);
        return await shared.Gateway.Client().PostAsync(Relative("/crm/v1/orders"), content, TestContext.Current.CancellationToken);
    }

    /// <summary>A gateway that enforces the contract on requests.</summary>
    public sealed class Enforcing : SharedGateway
    {
        protected override Task<GatewayFixture> StartAsync(FakeUpstream upstream) =>
            GatewayFixture.StartAsync(upstream: upstream, policies: """{ "validate": {} }""", contracts: OrdersContract.Files);
    }
}

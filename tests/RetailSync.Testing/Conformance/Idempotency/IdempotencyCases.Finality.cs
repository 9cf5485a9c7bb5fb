using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using RetailSync.Gateway;
using Xunit;

namespace RetailSync.Testing;

/// <content>What is final, and what is given again.</content>
public abstract partial class IdempotencyCases
{
    [Fact]
    public async Task Case12_RefusedBeforeTheClaim_LeavesTheKeyFree()
    {
        await using var gateway = await StartAsync(configureServices: null);

        var refused = await gateway.SendAsync(JournalGateway.Request("k1", method: "PATCH"));
        var first = await gateway.OrderAsync("k1");

        Assert.Equal((405, 201, false), (refused.Status, first.Status, first.IsReplayed));
        Assert.Single(gateway.Journal.Claims);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(201)]
    [InlineData(202)]
    [InlineData(204)]
    [InlineData(303)]
    public async Task Case13_Success_IsGivenAgain(int status) => await RepeatAsync(status, OperationState.Done, isReplayed: true);

    [Theory]
    [InlineData(400)]
    [InlineData(402)]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(409)]
    [InlineData(410)]
    [InlineData(412)]
    [InlineData(415)]
    [InlineData(422)]
    public async Task Case14_RefusedForGood_IsGivenAgain(int status) => await RepeatAsync(status, OperationState.Rejected, isReplayed: true);

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(421)]
    [InlineData(423)]
    [InlineData(425)]
    [InlineData(429)]
    public async Task Case15_RefusedForNow_FreesTheKey(int status) => await RepeatAsync(status, OperationState.NotApplied, isReplayed: false);

    [Theory]
    [InlineData("closed", "upstream-unavailable")]
    [InlineData("unknown-host", "upstream-unavailable")]
    [InlineData("no-tls", "upstream-unavailable")]
    [InlineData("no-credential", "upstream-unavailable")]
    public async Task Case16_NothingSent_FreesTheKey(string why, string problem)
    {
        const string Destination = "--ReverseProxy:Clusters:crm:Destinations:one:Address=";
        var upstream = JournalGateway.Numbers();
        IReadOnlyList<string> arguments = why switch
        {
            "closed" => [$"{Destination}http://127.0.0.1:1/"],
            "unknown-host" => [$"{Destination}http://no-such-host.invalid/"],
            "no-tls" => [$"{Destination}{upstream.Address.ToString().Replace("http:", "https:", StringComparison.Ordinal)}"],
            _ =>
            [
                "--ReverseProxy:Clusters:crm:Upstream:Credential=client-credentials", "--ReverseProxy:Clusters:crm:Upstream:User=u",
                "--ReverseProxy:Clusters:crm:Upstream:TokenEndpoint=http://127.0.0.1:1/token", "--ReverseProxy:Clusters:crm:Upstream:Secret=file:yarp.json",
            ],
        };
        await using var gateway = await StartAsync(upstream, arguments: arguments);

        var refused = await gateway.OrderAsync("k1");
        var again = await gateway.OrderAsync("k1");

        Assert.Equal((503, problem, "5"), (refused.Status, refused.Problem, refused["Retry-After"]));
        Assert.Equal((503, problem), (again.Status, again.Problem));
        Assert.Equal((2, 0), (gateway.Journal.Claims.Count, gateway.Calls));
        Assert.Equal(2, gateway.Journal.Settlements.Count);
        Assert.All(gateway.Journal.Settlements, settled => Assert.Equal((OperationState.NotApplied, false), (settled.Settlement.State, settled.Settlement.KeepsKey)));
    }

    [Fact]
    public async Task Case16_BreakerOpen_FreesTheKey()
    {
        const string Breaker = "--ReverseProxy:Clusters:crm:Upstream:Breaker:";
        await using var gateway = await StartAsync(FakeUpstream.Returns(503), arguments: [$"{Breaker}MinimumThroughput=2", $"{Breaker}FailureRatio=0.1", $"{Breaker}BreakSeconds=3600"]);
        await gateway.OrderAsync("k1");
        await gateway.OrderAsync("k2");

        var refused = await gateway.OrderAsync("k3");

        Assert.Equal((503, "upstream-unavailable", 2), (refused.Status, refused.Problem, gateway.Calls));
        Assert.Equal((OperationState.NotApplied, false), (gateway.Journal.Settlements.Last().Settlement.State, gateway.Journal.Settlements.Last().Settlement.KeepsKey));
    }

    [Theory]
    [InlineData(408)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task Case17_UnknownByStatus_IsToldAndStaysPending(int status)
    {
        await using var gateway = await StartAsync(FakeUpstream.Returns(status, "words of the system"));

        var first = await gateway.OrderAsync("k1");
        var again = await gateway.OrderAsync("k1");

        AssertUnknown(gateway, first, again);
        Assert.DoesNotContain("words of the system", first.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("late")]
    [InlineData("broken")]
    public async Task Case18_UnknownByFailure_IsToldAndStaysPending(string how)
    {
        var upstream = how switch
        {
            "reset" => FakeUpstream.ClosesAfterReading(),
            "late" => FakeUpstream.Hangs(),
            _ => FakeUpstream.Handles(context =>
            {
                context.Response.StatusCode = StatusCodes.Status101SwitchingProtocols;
                return Task.CompletedTask;
            }),
        };
        await using var gateway = await StartAsync(upstream, arguments: ["--Policies:forward:TimeoutSeconds=1"]);

        var first = await gateway.OrderAsync("k1");
        var again = await gateway.OrderAsync("k1");

        AssertUnknown(gateway, first, again);
    }

    [Fact]
    public async Task Case18_Decided_GivesTheTrueAnswer()
    {
        var memory = new ResolvableJournal();
        await using var gateway = await JournalGateway.StartAsync(memory.AddTo, FakeUpstream.ClosesAfterReading());

        var first = await gateway.OrderAsync("k1");
        memory.Resolve(Guid.Parse(first["Operation-Id"]!), 201, """{"order":7}""");
        var again = await gateway.OrderAsync("k1");

        Assert.Equal((201, true, """{"order":7}"""), (again.Status, again.IsReplayed, again.Text));
        Assert.Equal(1, gateway.Calls);
    }

    [Theory]
    [InlineData(204, "")]
    [InlineData(200, "")]
    public async Task Case21_WithoutABody_IsGivenAgain(int status, string body)
    {
        await using var gateway = await StartAsync(FakeUpstream.Returns(status, body.Length == 0 ? null : body));

        await gateway.SendAsync(JournalGateway.Request("k1", "", "/orders/7", "DELETE"));
        var again = await gateway.SendAsync(JournalGateway.Request("k1", "", "/orders/7", "DELETE"));

        Assert.Equal((status, true, ""), (again.Status, again.IsReplayed, again.Text));
        Assert.Null(again["Idempotency-Body-Kept"]);
        Assert.Equal(1, gateway.Calls);
    }

    [Theory]
    [InlineData("binary")]
    [InlineData("gzip")]
    [InlineData("chunked")]
    public async Task Case22_AnyBody_IsGivenAgainByteForByte(string kind)
    {
        var body = kind == "gzip" ? Gzip("""{"order":1}""") : RandomNumberGenerator.GetBytes(300_000);
        await using var gateway = await StartAsync(FakeUpstream.Handles(async context =>
        {
            context.Response.ContentType = "application/octet-stream";
            context.Response.ContentLength = kind == "chunked" ? null : body.Length;
            context.Response.Headers.ContentEncoding = kind == "gzip" ? "gzip" : default;
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        }));

        var first = await gateway.OrderAsync("k1");
        var again = await gateway.OrderAsync("k1");

        Assert.True(again.IsReplayed);
        Assert.Equal(body, first.Body);
        Assert.Equal(body, again.Body);
        Assert.Equal(kind == "gzip" ? "gzip" : null, again["Content-Encoding"]);
    }

    [Theory]
    [InlineData(1_048_576, true)]
    [InlineData(1_048_577, false)]
    public async Task Case22_BodyAtTheEdge_IsKeptOrMarked(int bytes, bool isKept)
    {
        await using var gateway = await StartAsync(FakeUpstream.Sends(bytes));

        var first = await gateway.OrderAsync("k1");
        var again = await gateway.OrderAsync("k1");

        Assert.Equal(bytes, first.Body.Length);
        Assert.Equal((200, true, isKept ? bytes : 0, isKept ? null : "false"), (again.Status, again.IsReplayed, again.Body.Length, again["Idempotency-Body-Kept"]));
        Assert.Equal(1, gateway.Calls);
    }

    [Fact]
    public async Task Case23_CookiesAndTheLike_AreNotGivenAgain()
    {
        await using var gateway = await StartAsync(FakeUpstream.Handles(context =>
        {
            context.Response.StatusCode = 201;
            context.Response.Headers.SetCookie = "session=secret";
            context.Response.Headers["RateLimit"] = "\"x\";r=1";
            context.Response.Headers["X-Own"] = "1";
            context.Response.Headers.LastModified = "Sun, 06 Nov 1994 08:49:37 GMT";
            return Task.CompletedTask;
        }), arguments: ["--ReverseProxy:Clusters:crm:Upstream:ForwardCookies=true"]);

        var first = await gateway.OrderAsync("k1");
        var again = await gateway.OrderAsync("k1");

        Assert.NotNull(first["Set-Cookie"]);
        Assert.Equal((null, null, null, "Sun, 06 Nov 1994 08:49:37 GMT"), (again["Set-Cookie"], again["RateLimit"], again["X-Own"], again["Last-Modified"]));
        Assert.True(again.IsReplayed);
    }

    private static void AssertUnknown(JournalGateway gateway, JournalAnswer first, JournalAnswer again)
    {
        var operation = Assert.Single(gateway.Journal.Claims);
        Assert.Equal((504, "outcome-unknown", $"/operations/{operation.Id:D}", "5"), (first.Status, first.Problem, first["Location"], first["Retry-After"]));
        Assert.Equal((409, "outcome-pending", $"/operations/{operation.Id:D}"), (again.Status, again.Problem, again["Location"]));
        Assert.Equal(1, gateway.Calls);
        Assert.Equal(OperationState.Unknown, Assert.Single(gateway.Journal.Settlements).Settlement.State);
    }

    private static byte[] Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress))
        {
            gzip.Write(System.Text.Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }

    private async Task RepeatAsync(int status, OperationState state, bool isReplayed)
    {
        await using var gateway = await StartAsync(FakeUpstream.Returns(status, status == 204 ? null : "the answer", "text/plain"));

        var first = await gateway.OrderAsync("k1");
        var again = await gateway.OrderAsync("k1");

        Assert.Equal((status, status, isReplayed), (first.Status, again.Status, again.IsReplayed));
        Assert.Equal(first.Text, again.Text);
        Assert.Equal(isReplayed ? 1 : 2, gateway.Calls);
        Assert.All(gateway.Journal.Settlements, settled => Assert.Equal((state, isReplayed), (settled.Settlement.State, settled.Settlement.KeepsKey)));
    }
}

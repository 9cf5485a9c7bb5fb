using RetailSync.Gateway.Tests.Errors;
using RetailSync.Gateway.Tests.Hosting;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Edge;

/// <summary>Which of the caller's headers reach an upstream, and which of an upstream's reach the caller.</summary>
[Trait("Attack", "C13")]
[Trait("Attack", "C14")]
[Trait("Attack", "C15")]
[Trait("Attack", "C17")]
[Trait("Attack", "C18")]
public sealed class HeaderTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    [Theory]
    [InlineData("X-Consumer-Id: evil")]
    [InlineData("x-consumer-scopes: evil")]
    [InlineData("X_Consumer_Id: evil")]
    [InlineData("X-Consumer_System: evil")]
    [InlineData("X-User-Name: evil")]
    [InlineData("X-Forwarded-For: evil")]
    [InlineData("X-Forwarded-Host: evil")]
    [InlineData("X-Forwarded-Proto: evil")]
    [InlineData("X_Forwarded_For: evil")]
    [InlineData("X-Forwarded-Anything: evil")]
    [InlineData("Forwarded: for=evil")]
    [InlineData("X-Real-IP: evil")]
    [InlineData("X_Real_IP: evil")]
    [InlineData("X-Original-URL: /evil")]
    [InlineData("X-Rewrite-URL: /evil")]
    [InlineData("X_Original_URL: /evil")]
    [InlineData("X_Rewrite_URL: /evil")]
    [InlineData("X_User_Name: evil")]
    [InlineData("Client-Cert: evil")]
    [InlineData("client_cert_chain: evil")]
    [InlineData("X-Client-Cert: evil")]
    [InlineData("X-SSL-Client-Verify: evil")]
    [InlineData("X-HTTP-Method-Override: evil")]
    [InlineData("X-Request-Id: evil")]
    [InlineData("Proxy: http://evil/")]
    [InlineData("Proxy-Authorization: evil")]
    [InlineData("Cookie: session=evil")]
    [InlineData("Explain: evil")]
    [InlineData("Connection: X-Note\r\nX-Note: evil")]
    [InlineData("X-Note: evil\r\nConnection: keep-alive, x-note")]
    [InlineData("Connection: X-Note, close\r\nX-Note: evil")]
    [InlineData("Connection: close, X-Note\r\nX-Note: evil")]
    [InlineData("Connection: keep-alive\r\nConnection: X-Note\r\nX-Note: evil")]
    [InlineData("Keep-Alive: evil")]
    [InlineData("TE: evil")]
    [InlineData("Upgrade: evil")]
    public async Task Send_ReservedHeader_DoesNotArrive(string headers)
    {
        var arrived = await ArriveAsync(headers);

        Assert.DoesNotContain(arrived.Headers, header => header.Value.Contains("evil", StringComparison.Ordinal));
        Assert.Null(arrived.Header("Authorization"));
    }

    [Theory]
    [InlineData("Connection: Authorization, X-Request-Id, close")]
    [InlineData("Connection: X-Forwarded-For")]
    public async Task Send_GatewaysHeaderNominated_IsSetAllTheSame(string headers)
    {
        var answer = await SendAsync($"Authorization: Bearer {shared.Gateway.Token()}\r\n{headers}");

        // Nominating the credential takes it away before anyone looks at it.
        if (headers.Contains("Authorization", StringComparison.Ordinal))
        {
            RawProblem.Assert(ProblemTypes.Unauthenticated, answer);
            return;
        }

        var arrived = Assert.Single(shared.TakeRequests());
        Assert.Equal(("127.0.0.1", answer!.Header("X-Request-Id")), (arrived.Header("X-Forwarded-For"), arrived.Header("X-Request-Id")));
    }

    [Fact]
    public async Task Send_OrdinaryHeaders_ArriveAsTheyAre()
    {
        var arrived = await ArriveAsync("Accept-Language: de\r\nIf-None-Match: \"7\"\r\nX-Till: 17\r\nX-Till: 18");

        Assert.Equal(("de", "\"7\"", "17, 18"), (arrived.Header("Accept-Language"), arrived.Header("If-None-Match"), arrived.Header("X-Till")));
    }

    [Fact]
    public async Task Send_Request_ArrivesWithTheGatewaysOwnHeaders()
    {
        var arrived = await ArriveAsync("X-Forwarded-For: 6.6.6.6");

        Assert.Matches("^[0-9a-f]{32}$", arrived.Header("X-Request-Id"));
        Assert.Equal(("127.0.0.1", "localhost", "http"), (arrived.Header("X-Forwarded-For"), arrived.Header("X-Forwarded-Host"), arrived.Header("X-Forwarded-Proto")));
        Assert.Null(arrived.Header("X-Consumer-Id"));
    }

    [Fact]
    public async Task Answer_UpstreamsOwnHeaders_AreStripped()
    {
        var upstream = RawUpstream.Answers(
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nServer: secret/1.0\r\nX-Powered-By: secret\r\nSet-Cookie: secret=1; Domain=elsewhere\r\nKeep-Alive: secret\r\nProxy-Authenticate: secret\r\n"
            + "X-Request-Id: secret\r\nETag: \"7\"\r\nLink: </next>; rel=\"next\"\r\n\r\n");
        await using var gateway = await GatewayFixture.StartAsync(upstream: upstream);

        var answer = await RawClient.SendAsync(gateway.Http, $"GET /crm/v1/customers HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {gateway.Token()}\r\n\r\n");

        Assert.Equal(200, answer?.Status);
        Assert.DoesNotContain(answer!.Headers, header => header.Value.Contains("secret", StringComparison.Ordinal));
        Assert.Equal(("\"7\"", "</next>; rel=\"next\""), (answer.Header("ETag"), answer.Header("Link")));
    }

    [Theory]
    [InlineData("localhost", 200)]
    [InlineData("LOCALHOST:1234", 200)]
    [InlineData("elsewhere", 421)]
    [InlineData("localhost.elsewhere", 421)]
    public async Task Send_HostOutsideTheList_Is421(string host, int status)
    {
        await using var gateway = await GatewayFixture.StartAsync(arguments: ["--Edge:Hosts:0=localhost"]);

        var answer = await RawClient.SendAsync(gateway.Http, $"GET /crm/v1/customers HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {gateway.Token()}\r\n\r\n");

        Assert.Equal(status, answer?.Status);
        if (status == 421)
        {
            RawProblem.Assert(ProblemTypes.MisdirectedRequest, answer);
            Assert.Empty(gateway.Upstream.Requests);
        }
    }

    private async Task<RecordedRequest> ArriveAsync(string headers)
    {
        var answer = await SendAsync($"Authorization: Bearer {shared.Gateway.Token()}\r\n{headers}");
        Assert.Equal(200, answer?.Status);
        return Assert.Single(shared.TakeRequests());
    }

    private async Task<RawResponse?> SendAsync(string headers)
    {
        shared.TakeRequests();
        return await RawClient.SendAsync(shared.Gateway.Http, $"GET /crm/v1/customers HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n\r\n");
    }
}

using RetailSync.Gateway.Tests.Errors;
using RetailSync.Gateway.Tests.Hosting;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Edge;

/// <summary>What a refusal does to the connection it came over.</summary>
[Trait("Attack", "A1")]
public sealed class ConnectionTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private string Authorization => $"Authorization: Bearer {shared.Gateway.Token()}\r\n";

    [Fact]
    public async Task KeepAlive_AfterRefusalsThatNeedNoClose_GoesOn()
    {
        await using var client = await RawClient.ConnectAsync(shared.Gateway.Http);
        string[] requests =
        [
            "GET /crm/v1/customers HTTP/1.1\r\nHost: a\r\n\r\n",
            $"GET /crm/v9/customers HTTP/1.1\r\nHost: a\r\n{Authorization}\r\n",
            $"GET /crm/v1/nothing HTTP/1.1\r\nHost: a\r\n{Authorization}\r\n",
            $"GET /crm/v1/%2e%2e/x HTTP/1.1\r\nHost: a\r\n{Authorization}\r\n",
            $"POST /crm/v1/customers/7 HTTP/1.1\r\nHost: a\r\n{Authorization}Content-Length: 5\r\n\r\nhello",
            "POST /crm/v1/customers HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
            $"GET /crm/v1/customers HTTP/1.1\r\nHost: a\r\n{Authorization}\r\n",
        ];

        var statuses = new List<int?>();
        foreach (var request in requests)
        {
            await client.WriteAsync(request);
            statuses.Add((await client.ReadAsync())?.Status);
        }

        Assert.Equal([401, 404, 404, 400, 405, 401, 200], statuses);
        Assert.Equal("/v1/customers", Assert.Single(shared.TakeRequests()).RawTarget);
    }

    [Fact]
    public async Task Pipelined_Requests_AreAnsweredInOrder()
    {
        await using var client = await RawClient.ConnectAsync(shared.Gateway.Http);

        await client.WriteAsync(
            $"GET /crm/v1/customers/1 HTTP/1.1\r\nHost: a\r\n{Authorization}\r\n"
            + $"POST /crm/v1/customers HTTP/1.1\r\nHost: a\r\n{Authorization}Content-Length: 2\r\n\r\n{{}}"
            + "GET /crm/v1/customers/3 HTTP/1.1\r\nHost: a\r\n\r\n"
            + $"GET /crm/v1/customers/4 HTTP/1.1\r\nHost: a\r\n{Authorization}\r\n");
        var statuses = new[] { (await client.ReadAsync())?.Status, (await client.ReadAsync())?.Status, (await client.ReadAsync())?.Status, (await client.ReadAsync())?.Status };

        Assert.Equal([200, 200, 401, 200], statuses);
        Assert.Equal(["/v1/customers/1", "/v1/customers", "/v1/customers/4"], shared.TakeRequests().Select(request => request.RawTarget));
    }

    [Fact]
    public async Task Pipelined_MalformedSecond_FirstIsAnsweredAndTheThirdIsNot()
    {
        await using var client = await RawClient.ConnectAsync(shared.Gateway.Http);

        await client.WriteAsync(
            $"GET /crm/v1/customers/1 HTTP/1.1\r\nHost: a\r\n{Authorization}\r\n"
            + "GET /crm/v1/customers/2 HTTP/1.1\r\nHost: a\r\nX Y: z\r\n\r\n"
            + $"GET /crm/v1/customers/3 HTTP/1.1\r\nHost: a\r\n{Authorization}\r\n");
        var first = await client.ReadAsync();
        var second = await client.ReadAsync();

        Assert.Equal(200, first?.Status);
        RawProblem.AssertAndClosed(ProblemTypes.MalformedRequest, second);
        Assert.Equal(["/v1/customers/1"], shared.TakeRequests().Select(request => request.RawTarget));
    }

    [Fact]
    public async Task Refusal_OverTls_HasItsProblem()
    {
        var answer = await RawClient.SendAsync(shared.Gateway.Https, "GET / HTTP/1.1\r\nHost: a\r\nX Y: z\r\n\r\n");

        RawProblem.AssertAndClosed(ProblemTypes.MalformedRequest, answer);
    }
}

using System.Net;
using System.Net.Http.Json;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Edge;

public sealed class RouteLimitTests
{
    [Theory]
    [InlineData(20_000, 1_500, HttpStatusCode.OK)]
    [InlineData(20_000, 25_000, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(1_100, 1_500, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(-1, 25_000, HttpStatusCode.OK)]
    public async Task Body_RouteWithALimitOfItsOwn_IsHeldToIt(int routeLimit, int length, HttpStatusCode expected)
    {
        var yarp = GatewayTexts.Yarp.Replace("\"ClusterId\": \"crm\",", $"\"ClusterId\": \"crm\", \"MaxRequestBodySize\": {routeLimit},", StringComparison.Ordinal);
        await using var gateway = await GatewayFixture.StartAsync(yarp, arguments: ["--Edge:MaxBodyBytes=1024"]);
        using var client = gateway.Client();

        using var answer = await client.PostAsJsonAsync("/crm/v1/customers", new string('x', length), TestContext.Current.CancellationToken);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(expected == HttpStatusCode.OK ? 1 : 0, gateway.Upstream.Requests.Count);
    }
}

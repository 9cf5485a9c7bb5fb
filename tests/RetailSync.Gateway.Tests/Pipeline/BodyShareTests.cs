using System.Net;
using Microsoft.Extensions.DependencyInjection;
using RetailSync.Gateway.Pipeline;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Pipeline;

/// <summary>One caller cannot take the whole budget for bodies.</summary>
public sealed class BodyShareTests
{
    [Fact]
    public async Task Body_BeyondTheCallersShare_Is503ForThatCallerAlone()
    {
        var policies = new TestPolicies();
        await using var gateway = await GatewayFixture.StartAsync(
            policies: """{ "reads-body": {} }""",
            configureServices: policies.AddTo,
            landscape: GatewayTexts.Landscape.Replace("scopes: [crm.read]}", "scopes: [crm.read, crm.write]}", StringComparison.Ordinal),
            arguments: ["--Edge:BodyBudgetBytes=4194304", "--Edge:BodySharePercent=25"]);
        var budget = gateway.Host.Services.GetRequiredService<BodyBudget>();
        await using var slow = await RawClient.ConnectAsync(gateway.Http);
        await slow.WriteAsync($"POST /crm/v1/customers HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {gateway.Token()}\r\nContent-Length: 1500000\r\n\r\n{new string('a', 1_000_000)}");
        await Deadline.UntilAsync(() => Task.FromResult(budget.Used >= 1_000_000 ? "held" : null), "a million bytes are held");

        using var own = await PostAsync(gateway, "web-shop");
        using var other = await PostAsync(gateway, "store-pos");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), (own.StatusCode, other.StatusCode));
        Assert.Contains("of this caller", await own.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        await slow.DisposeAsync();
        await Deadline.UntilAsync(() => Task.FromResult(budget is { Used: 0, Holders: 0 } ? "empty" : null), "nothing is held any more");
    }

    private static async Task<HttpResponseMessage> PostAsync(GatewayFixture gateway, string consumer)
    {
        using var content = new ByteArrayContent(new byte[100_000]);
        return await gateway.Client(consumer, "crm.read", "crm.write").PostAsync(new Uri("/crm/v1/customers", UriKind.Relative), content, TestContext.Current.CancellationToken);
    }
}

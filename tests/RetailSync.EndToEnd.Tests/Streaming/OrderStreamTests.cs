using System.Net;
using RetailSync.EndToEnd.Hosting;
using RetailSync.Gateway;

namespace RetailSync.EndToEnd.Streaming;

/// <summary>Server-sent events pass the same pipeline as everything else, and nothing holds them back.</summary>
public sealed class OrderStreamTests(SandboxGateway gateway)
{
    private const string Path = "/oms/v1/order-stream";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Get_OrderScope_EachEventArrivesBeforeTheNextIsMade(int http)
    {
        using var answer = await gateway.GetAsync(http, Path, "finance-close");
        Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));

        var opening = await lines.ReadLineAsync(TestContext.Current.CancellationToken);
        await PlaceOrderAsync($"WEB-000070000{http}");
        var first = await NextDataAsync(lines, $"WEB-000070000{http}");
        await PlaceOrderAsync($"WEB-000080000{http}");
        var second = await NextDataAsync(lines, $"WEB-000080000{http}");

        Assert.Equal(": open", opening);
        Assert.Contains("\"state\":\"placed\"", first);
        Assert.Contains("\"state\":\"placed\"", second);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Get_WithoutTheGrant_IsRefused(int http)
    {
        using var anonymous = await gateway.GetAsync(http, Path, consumer: null);
        using var guest = await gateway.GetAsync(http, Path, "guest");

        await ProblemShape.AssertAsync(ProblemTypes.Unauthenticated, anonymous);
        await ProblemShape.AssertAsync(ProblemTypes.InsufficientScope, guest);
    }

    private static async Task<string> NextDataAsync(StreamReader lines, string externalNumber)
    {
        while (await lines.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal) && line.Contains(externalNumber, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new EndOfStreamException($"The stream ended before {externalNumber}.");
    }

    private async Task PlaceOrderAsync(string externalNumber)
    {
        using var answer = await gateway.SendAsync(
            1,
            HttpMethod.Post,
            "/oms/v1/orders",
            json: $$$"""
                {"externalNumber":"{{{externalNumber}}}","channel":"web","customerId":"C-100234","legalEntity":"DE01","businessDate":"2026-11-03",
                 "lines":[{"lineNumber":1,"sku":"COOKBOOK-01","quantity":1,"unitPrice":{"amount":2950,"currency":"EUR"}}],"total":{"amount":2950,"currency":"EUR"}}
                """);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}

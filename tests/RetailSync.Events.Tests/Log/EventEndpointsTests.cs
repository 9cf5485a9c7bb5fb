using System.Net;
using System.Text.Json;
using RetailSync.Events.Log;

namespace RetailSync.Events.Tests.Log;

public class EventEndpointsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_SomeEvents_GivesABatchAndTheNextPage()
    {
        await using var log = await LogFixture.OpenAsync();
        await using var host = await StartAsync(log);
        await log.AppendAsync(new SomeEvent("customer:C-1"), new SomeEvent("customer:C-2"), new SomeEvent("order:O-1", "retail.order.placed.v1"));

        var first = await host.Client.GetAsync("/events?limit=2", Cancel);
        var second = await host.Client.GetAsync(Next(first), Cancel);

        Assert.Equal("application/cloudevents-batch+json", first.Content.Headers.ContentType!.ToString());
        Assert.Equal(["customer:C-1", "customer:C-2"], await KeysAsync(first));
        Assert.Equal(["order:O-1"], await KeysAsync(second));
        Assert.Equal("/events?after=3&limit=2", Next(second));
    }

    [Theory]
    [InlineData("type=retail.customer.*", "customer:C-1 customer:C-2")]
    [InlineData("type=retail.order.placed.v1", "order:O-1")]
    [InlineData("key=customer:C-2", "customer:C-2")]
    [InlineData("key=order:*,customer:C-1", "customer:C-1 order:O-1")]
    [InlineData("system=oms", "order:O-1")]
    [InlineData("system=crm&type=retail.order.*", "")]
    [InlineData("after=2", "order:O-1")]
    public async Task Get_Filter_GivesWhatMatches(string query, string expected)
    {
        await using var log = await LogFixture.OpenAsync();
        await using var host = await StartAsync(log);
        await log.AppendAsync(new SomeEvent("customer:C-1"), new SomeEvent("customer:C-2"), new SomeEvent("order:O-1", "retail.order.placed.v1") { System = "oms" });

        var answer = await host.Client.GetAsync("/events?" + query, Cancel);

        Assert.Equal(expected, string.Join(' ', await KeysAsync(answer)));
    }

    [Theory]
    [InlineData("limit=0", "/query/limit")]
    [InlineData("limit=501", "/query/limit")]
    [InlineData("after=-1", "/query/after")]
    [InlineData("wait=31", "/query/wait")]
    [InlineData("type=*x", "/query/type")]
    [InlineData("key=", "/query/key")]
    [InlineData("sinc=1", "/query/sinc")]
    public async Task Get_BadQuery_IsRefused(string query, string at)
    {
        await using var log = await LogFixture.OpenAsync();
        await using var host = await StartAsync(log);

        var answer = await host.Client.GetAsync("/events?" + query, Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains($"\"at\":\"{at}\"", await answer.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task Get_Placeholder_IsThereWithItsDefect()
    {
        await using var log = await LogFixture.OpenAsync();
        await using var host = await StartAsync(log);
        await log.AppendAsync(new SomeEvent("customer:C-1") { Data = null, Defect = "the plugin failed" });

        using var answer = JsonDocument.Parse(await host.Client.GetStringAsync("/events", Cancel));

        Assert.Equal("the plugin failed", answer.RootElement[0].GetProperty("defect").GetString());
        Assert.False(answer.RootElement[0].TryGetProperty("data", out _));
    }

    [Fact]
    public async Task Get_Wait_AnswersWhenSomethingComes()
    {
        await using var log = await LogFixture.OpenAsync();
        await using var host = await StartAsync(log);

        var waiting = host.Client.GetAsync("/events?wait=30", Cancel);
        await log.AppendAsync(new SomeEvent("customer:C-1"));

        Assert.Equal(["customer:C-1"], await KeysAsync(await waiting));
    }

    [Fact]
    public async Task Get_ById_GivesTheEvent()
    {
        await using var log = await LogFixture.OpenAsync();
        await using var host = await StartAsync(log);
        var ids = await log.AppendAsync(new SomeEvent("customer:C-1") { IsReconstructed = true });

        using var answer = JsonDocument.Parse(await host.Client.GetStringAsync("/events/" + ids[0], Cancel));
        var unknown = await host.Client.GetAsync("/events/nothing", Cancel);

        Assert.Equal(ids[0], answer.RootElement.GetProperty("id").GetString());
        Assert.Equal("1.0", answer.RootElement.GetProperty("specversion").GetString());
        Assert.Equal("/systems/crm", answer.RootElement.GetProperty("source").GetString());
        Assert.Equal("00000000000000000001", answer.RootElement.GetProperty("keysequence").GetString());
        Assert.Equal("https://api.example.com/catalog/schema", answer.RootElement.GetProperty("dataschema").GetString());
        Assert.True(answer.RootElement.GetProperty("reconstructed").GetBoolean());
        Assert.Equal("C-1001", answer.RootElement.GetProperty("data").GetProperty("customerId").GetString());
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task Stream_EventsComeAndTheClientComesBack_GoesOnBehindTheLast()
    {
        await using var log = await LogFixture.OpenAsync();
        await using var host = await StartAsync(log);
        await log.AppendAsync(new SomeEvent("customer:C-1") { Data = "{\n  \"a\": 1\r\n}"u8.ToArray() });

        using var first = await OpenStreamAsync(host, null);
        var one = await NextAsync(first);
        await log.AppendAsync(new SomeEvent("customer:C-2"));
        var two = await NextAsync(first);
        using var second = await OpenStreamAsync(host, "1");
        var again = await NextAsync(second);

        Assert.StartsWith("id: 1\ndata: {", one, StringComparison.Ordinal);
        Assert.StartsWith("id: 2\ndata: {", two, StringComparison.Ordinal);
        Assert.Equal(two, again);
    }

    [Fact]
    public async Task Stream_GatewayStops_Ends()
    {
        await using var log = await LogFixture.OpenAsync();
        await using var host = await StartAsync(log);
        using var stream = await OpenStreamAsync(host, null);
        await log.AppendAsync(new SomeEvent("customer:C-1"));
        await NextAsync(stream);

        await host.EndStreamsAsync();

        Assert.Equal("", await stream.ReadToEndAsync(Cancel));
    }

    [Fact]
    public async Task Stream_ConsumerHoldsTooMany_IsRefused()
    {
        await using var log = await LogFixture.OpenAsync();
        await using var host = await StartAsync(log);
        using var first = await OpenStreamAsync(host, null);
        using var second = await OpenStreamAsync(host, null);

        var third = await host.Client.GetAsync("/events?wait=1", Cancel);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, third.StatusCode);
    }

    private static Task<EndpointHost> StartAsync(LogFixture log) => EndpointHost.StartAsync(answers =>
    {
        var pages = new EventPages(log.Log, log.Signal, TimeProvider.System);
        return [new EventEndpoints(log.Log, pages, new EventStream(pages, TimeProvider.System), new OpenReads(2), answers)];
    });

    private static async Task<StreamReader> OpenStreamAsync(EndpointHost host, string? last)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/events");
        request.Headers.Accept.ParseAdd("text/event-stream");
        if (last is not null)
        {
            request.Headers.Add("Last-Event-ID", last);
        }

        var response = await host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        return new StreamReader(await response.Content.ReadAsStreamAsync(Cancel));
    }

    // The next block that is not a comment.
    private static async Task<string> NextAsync(StreamReader stream)
    {
        var lines = new List<string>();
        while (await stream.ReadLineAsync(Cancel) is { } line)
        {
            if (line.Length > 0)
            {
                lines.Add(line);
            }
            else if (lines[0].StartsWith(':'))
            {
                lines.Clear();
            }
            else
            {
                break;
            }
        }

        return string.Join('\n', lines);
    }

    private static string Next(HttpResponseMessage answer) => answer.Headers.GetValues("Link").Single().Split('<', '>')[1];

    private static async Task<List<string>> KeysAsync(HttpResponseMessage answer)
    {
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
        return [.. document.RootElement.EnumerateArray().Select(one => one.GetProperty("partitionkey").GetString()!)];
    }
}

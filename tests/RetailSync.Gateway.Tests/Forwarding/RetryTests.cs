using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using RetailSync.Gateway.Forwarding;
using RetailSync.Gateway.Tests.Errors;
using RetailSync.Gateway.Tests.Pipeline;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Forwarding;

/// <summary>When an attempt is repeated, where, and when it must not be.</summary>
public sealed class RetryTests : IAsyncDisposable
{
    private const string Keyed = """{ "HonoursKey": "Idempotency-Key" }""";

    private static readonly Uri Customers = new("/crm/v1/customers", UriKind.Relative);

    private readonly FakeUpstream _second = FakeUpstream.Returns(200, "second");

    public ValueTask DisposeAsync() => _second.DisposeAsync();

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("DELETE")]
    public async Task Connect_Refused_GoesToTheOther(string method)
    {
        await using var gateway = await StartAsync("{}", first: Destinations.Refusing());

        var answer = await SendAsync(gateway, method);

        Assert.Equal((200, "second"), (answer?.Status, answer?.Text));
        Assert.Equal(method == "POST" ? "{\"a\":1}" : "", _second.OnlyRequest().Text);
        Assert.Equal(1, await gateway.MetricAsync("retailsync_forward_retries_total", ("cluster", "crm"), ("reason", "connect")));
    }

    [Fact]
    public async Task Read_ClosesUnanswered_GoesToTheOther()
    {
        await using var gateway = await StartAsync("{}", FakeUpstream.ClosesAfterReading());

        var answer = await SendAsync(gateway, "GET");

        Assert.Equal("second", answer?.Text);
        Assert.Single(_second.Requests);
        Assert.Equal(1, await gateway.MetricAsync("retailsync_forward_retries_total", ("cluster", "crm"), ("reason", "transport")));
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("DELETE")]
    public async Task Change_ClosesUnanswered_IsSentOnce(string method)
    {
        await using var gateway = await StartAsync("{}", FakeUpstream.ClosesAfterReading());

        RawProblem.Assert(ProblemTypes.UpstreamFailed, await SendAsync(gateway, method));

        Assert.Single(gateway.Upstream.Requests);
        Assert.Empty(_second.Requests);
    }

    [Theory]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task Read_SystemIsIll_OtherAnswerLeavesNoTraceOfTheFirst(int status)
    {
        await using var gateway = await StartAsync("{}", FakeUpstream.Handles(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers["X-First"] = "yes";
            return context.Response.WriteAsync("first");
        }));

        var answer = await SendAsync(gateway, "GET");

        Assert.Equal((200, "second", null), (answer?.Status, answer?.Text, answer?.Header("X-First")));
        Assert.Equal(1, await gateway.MetricAsync("retailsync_forward_retries_total", ("cluster", "crm"), ("reason", "answer")));
    }

    [Theory]
    [InlineData("GET", 500)]
    [InlineData("GET", 404)]
    [InlineData("GET", 429)]
    [InlineData("POST", 503)]
    [InlineData("DELETE", 502)]
    public async Task Answer_NotToBeRepeated_IsPassedOn(string method, int status)
    {
        await using var gateway = await StartAsync("{}", FakeUpstream.Returns(status, "first"));

        var answer = await SendAsync(gateway, method);

        Assert.Equal((status, "first"), (answer?.Status, answer?.Text));
        Assert.Empty(_second.Requests);
    }

    [Fact]
    public async Task RetryAfter_LongerThanTheTimeLeft_IsPassedOn()
    {
        await using var gateway = await StartAsync("{}", Asks("60"));

        var answer = await SendAsync(gateway, "GET");

        Assert.Equal((503, "60"), (answer?.Status, answer?.Header("Retry-After")));
        Assert.Empty(_second.Requests);
    }

    [Fact]
    public async Task RetryAfter_Short_IsWaitedFor()
    {
        await using var gateway = await StartAsync("{}", Asks("1"), forward: """{ "TimeoutSeconds": 5 }""");
        var started = TimeProvider.System.GetTimestamp();

        var answer = await SendAsync(gateway, "GET");

        Assert.Equal("second", answer?.Text);
        Assert.True(TimeProvider.System.GetElapsedTime(started) >= TimeSpan.FromSeconds(0.99));
    }

    [Fact]
    public async Task Change_SystemHonoursKey_IsRepeatedUnderTheSameKey()
    {
        await using var gateway = await StartAsync(Keyed, FakeUpstream.ClosesAfterReading());

        var answer = await SendAsync(gateway, "DELETE", "Idempotency-Key: \"mine\"\r\n");

        Assert.Equal("second", answer?.Text);
        var key = answer!.Header("X-Request-Id");
        Assert.Equal([key, key], gateway.Upstream.Requests.Concat(_second.Requests).Select(request => request.Header("Idempotency-Key")));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task Change_SystemHonoursKey_BodyIsSentAgainOnlyIfKept(bool kept, int expected)
    {
        await using var gateway = await StartAsync(Keyed, FakeUpstream.ClosesAfterReading(), policies: kept ? "\"reads-body\": {}," : "");

        await SendAsync(gateway, "POST");

        Assert.Equal(Enumerable.Repeat("{\"a\":1}", expected), _second.Requests.Select(request => request.Text));
    }

    [Fact]
    public async Task Change_SentAndThenRefused_IsNotToldThatNothingWasSent()
    {
        await using var first = FakeUpstream.ClosesAfterReading();
        await using var gateway = await GatewayFixture.StartAsync(Destinations.Yarp(Keyed, first.Address, Destinations.Refusing()));

        RawProblem.Assert(ProblemTypes.UpstreamFailed, await SendAsync(gateway, "DELETE"));

        Assert.Single(first.Requests);
    }

    [Fact]
    public async Task Read_Timeout_GoesToTheOther()
    {
        await using var gateway = await StartAsync("{}", FakeUpstream.Hangs(), forward: """{ "TimeoutSeconds": 2 }""");

        var answer = await SendAsync(gateway, "GET");

        Assert.Equal("second", answer?.Text);
        Assert.Equal(1, await gateway.MetricAsync("retailsync_forward_retries_total", ("cluster", "crm"), ("reason", "timeout")));
    }

    [Fact]
    public async Task Change_Timeout_IsSentOnce()
    {
        await using var gateway = await StartAsync("{}", FakeUpstream.Hangs(), forward: """{ "TimeoutSeconds": 0.2 }""");

        RawProblem.Assert(ProblemTypes.UpstreamTimeout, await SendAsync(gateway, "POST"));

        Assert.Single(gateway.Upstream.Requests);
        Assert.Empty(_second.Requests);
    }

    [Fact]
    public async Task Answer_BreaksOffBeforeItsBody_IsToldAndNotRepeated()
    {
        var first = new HalfAnswers("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n");
        await using var gateway = await StartAsync("{}", first);

        RawProblem.Assert(ProblemTypes.UpstreamFailed, await SendAsync(gateway, "GET"));

        Assert.Empty(_second.Requests);
    }

    [Fact]
    public async Task Retries_None_FirstFailureIsTold()
    {
        await using var gateway = await StartAsync("{}", first: Destinations.Refusing(), forward: """{ "Retries": 0 }""");

        RawProblem.Assert(ProblemTypes.UpstreamUnavailable, await SendAsync(gateway, "GET"));
    }

    [Fact]
    public async Task Budget_UsedUp_FirstFailureIsTold()
    {
        await using var gateway = await StartAsync("""{ "RetryBudget": { "Percent": 0, "Floor": 1 } }""", first: Destinations.Refusing());

        var within = await SendAsync(gateway, "GET");
        var beyond = await SendAsync(gateway, "GET");

        Assert.Equal((200, 503), (within?.Status, beyond?.Status));
        Assert.Equal(1, await gateway.MetricAsync("retailsync_forward_retries_withheld_total", ("cluster", "crm")));
    }

    [Fact]
    public async Task Read_SystemIsInTrouble_ClientAddsNoRepetitionsOfItsOwn()
    {
        var closing = RawUpstream.ClosesWithoutAnswer();
        await using var gateway = await GatewayFixture.StartAsync(upstream: closing, policies: """{ "forward": { "Retries": 0 } }""");
        await SendAsync(gateway, "GET");
        var calm = closing.Requests.Count;

        await SendAsync(gateway, "GET");

        Assert.Equal((4, 1), (calm, closing.Requests.Count - calm));
    }

    [Fact]
    public async Task Contract_SaysWhatChanges_NotTheMethod()
    {
        var contract = GatewayTexts.CrmContract
            .Replace("operationId: createCustomer", "operationId: searchCustomers\n      x-retailsync-changes: false", StringComparison.Ordinal)
            .Replace("operationId: getCustomer", "operationId: touchCustomer\n      x-retailsync-changes: true", StringComparison.Ordinal);
        await using var first = FakeUpstream.Returns(503);
        await using var gateway = await GatewayFixture.StartAsync(
            Destinations.Yarp("{}", first.Address, _second.Address), contracts: new Dictionary<string, string> { ["crm/customers.v1.openapi.yaml"] = contract });

        var search = await RawClient.SendAsync(gateway.Http, Request(gateway, "POST", "/crm/v1/customers", "Content-Length: 0\r\n\r\n"));
        var touch = await RawClient.SendAsync(gateway.Http, Request(gateway, "GET", "/crm/v1/customers/7", "\r\n"));

        Assert.Equal((200, 503), (search?.Status, touch?.Status));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task WebSocket_IsTriedAgainOnlyIfNothingWasSent(bool refused, int expected)
    {
        _second.Behave(UpstreamBehaviour.EchoesWebSocket());
        await using var closing = FakeUpstream.ClosesBeforeReading();
        await using var gateway = await StartAsync("{}", first: refused ? Destinations.Refusing() : closing.Address);
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"Bearer {gateway.Token()}");

        var connecting = socket.ConnectAsync(new UriBuilder(new Uri(gateway.Http, Customers)) { Scheme = "ws" }.Uri, TestContext.Current.CancellationToken);

        Assert.Equal(refused, await Record.ExceptionAsync(() => connecting) is null);
        Assert.Equal(expected, _second.Requests.Count);
    }

    [Fact]
    public async Task ConnectFailure_HandshakeNeverAnswered_IsOne()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var handler = new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromMilliseconds(100) };
        using var client = new HttpMessageInvoker(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"https://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/");

        var failure = await Record.ExceptionAsync(() => client.SendAsync(request, TestContext.Current.CancellationToken));

        Assert.True(ForwardFailure.IsConnectFailure(failure), $"{failure}");
    }

    [Fact]
    public async Task Explain_Retried_TellsEveryAttempt()
    {
        await using var gateway = await StartAsync("{}", FakeUpstream.Returns(503));
        using var request = new HttpRequestMessage(HttpMethod.Get, Customers) { Headers = { { "Explain", "true" } } };

        using var answer = await gateway.Client().SendAsync(request, TestContext.Current.CancellationToken);

        var record = JsonNode.Parse(await gateway.Client().GetStringAsync(new Uri($"/requests/{answer.Headers.GetValues("X-Request-Id").Single()}", UriKind.Relative), TestContext.Current.CancellationToken))!;
        Assert.Equal(2, (int)record["attemptCount"]!);
        Assert.Equal(["d1: answered 503", "d2: answered 200"], record["attempts"]!.AsArray().Select(attempt => $"{attempt!["destination"]}: {attempt["result"]}"));
        Assert.All(record["attempts"]!.AsArray(), attempt => Assert.True((double)attempt!["milliseconds"]! > 0));
        Assert.Contains("attempt 1 at d1: answered 503", record["steps"]!.AsArray().Select(step => (string?)step!["decision"]));
    }

    private static FakeUpstream Asks(string retryAfter) => FakeUpstream.Handles(context =>
    {
        context.Response.StatusCode = 503;
        context.Response.Headers.RetryAfter = retryAfter;
        return Task.CompletedTask;
    });

    private static string Request(GatewayFixture gateway, string method, string path, string rest) =>
        $"{method} {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {gateway.Token()}\r\n{rest}";

    private static Task<RawResponse?> SendAsync(GatewayFixture gateway, string method, string headers = "") => RawClient.SendAsync(gateway.Http, method switch
    {
        "POST" => Request(gateway, method, "/crm/v1/customers", $"{headers}Content-Type: application/json\r\nContent-Length: 7\r\n\r\n{{\"a\":1}}"),
        "DELETE" => Request(gateway, method, "/crm/v1/customers/7", $"{headers}\r\n"),
        _ => Request(gateway, method, "/crm/v1/customers", $"{headers}\r\n"),
    });

    private Task<GatewayFixture> StartAsync(string upstream, IUpstream first, string forward = "{}", string policies = "") => StartAsync(upstream, first.Address, forward, policies, first);

    private Task<GatewayFixture> StartAsync(string upstream, Uri first, string forward = "{}", string policies = "", IUpstream? owned = null) => GatewayFixture.StartAsync(
        Destinations.Yarp(upstream, first, _second.Address), owned, $$"""{ {{policies}} "forward": {{forward}} }""", configureServices: new TestPolicies().AddTo);
}

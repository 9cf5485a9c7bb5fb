using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Pipeline;

/// <summary>Policies that answer in the upstream's place, hold something until the end, or want to see the answer's body.</summary>
public sealed class ReplyTests
{
    private static readonly Uri Customers = new("/crm/v1/customers", UriKind.Relative);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Answer_OnTheRequestSide_UpstreamIsNotCalled(int http)
    {
        var notes = new Notes();
        await using var gateway = await GatewayFixture.StartAsync(policies: """{ "answers": {} }""", configureServices: notes.AddTo);

        using var answer = await (http == 2 ? gateway.Http2Client() : gateway.Client()).GetAsync(Customers, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, "kept"), (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
        Assert.Equal(("\"k\"", "text/kept", 4L), (answer.Headers.ETag?.Tag, answer.Content.Headers.ContentType?.MediaType, answer.Content.Headers.ContentLength));
        Assert.Single(answer.Headers.GetValues("X-Request-Id"));
        Assert.False(answer.Headers.Contains("Proxy-Status"));
        Assert.Empty(((FakeUpstream)gateway.Upstream).Requests);
    }

    [Fact]
    public async Task Answer_Head_HasNoBody()
    {
        var notes = new Notes { Method = "HEAD" };
        await using var gateway = await GatewayFixture.StartAsync(policies: """{ "answers-answer": {} }""", configureServices: notes.AddTo);
        using var head = new HttpRequestMessage(HttpMethod.Head, Customers);

        using var answer = await gateway.Client().SendAsync(head, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, 4L), (answer.StatusCode, answer.Content.Headers.ContentLength));
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Answer_OnTheResponseSide_ReplacesTheUpstreams()
    {
        var upstream = RawUpstream.Answers("HTTP/1.1 201 Created\r\nContent-Type: text/leak\r\nLocation: /leak\r\nContent-Length: 4\r\n\r\nleak");
        await using var gateway = await GatewayFixture.StartAsync(upstream: upstream, policies: """{ "answers-answer": {} }""", configureServices: new Notes().AddTo);

        using var answer = await gateway.Client().GetAsync(Customers, TestContext.Current.CancellationToken);

        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, "kept"), (answer.StatusCode, text));
        Assert.DoesNotContain("leak", answer.Headers.ToString() + answer.Content.Headers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_NotModified_HasNoLength()
    {
        await using var gateway = await GatewayFixture.StartAsync(policies: """{ "answers": {} }""", configureServices: new Notes { Status = 304 }.AddTo);

        using var answer = await gateway.Client().GetAsync(Customers, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.NotModified, "\"k\""), (answer.StatusCode, answer.Headers.ETag?.Tag));
        Assert.False(answer.Content.Headers.Contains("Content-Length") && answer.Content.Headers.ContentLength > 0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task ResponseBody_AskedFor_IsSeenWholeAndReachesTheCaller(int http)
    {
        var body = string.Concat(Enumerable.Repeat("0123456789", 4_000));
        var notes = new Notes();
        await using var gateway = await GatewayFixture.StartAsync(upstream: FakeUpstream.Returns(200, body), policies: """{ "copies": {} }""", configureServices: notes.AddTo);

        using var answer = await (http == 2 ? gateway.Http2Client() : gateway.Client()).GetAsync(Customers, TestContext.Current.CancellationToken);

        Assert.Equal(body, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        await ObservedAsync(notes);
        Assert.Equal(body, notes.Bodies.Single());
    }

    [Fact]
    public async Task ResponseBody_LongerThanAskedFor_ReachesTheCallerUncopied()
    {
        var body = new string('x', Notes.MaxBody + 1);
        var notes = new Notes();
        var upstream = RawUpstream.Answers($"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n{body.Length:x}\r\n{body}\r\n0\r\n\r\n");
        await using var gateway = await GatewayFixture.StartAsync(upstream: upstream, policies: """{ "copies": {} }""", configureServices: notes.AddTo);

        using var answer = await gateway.Client().GetAsync(Customers, TestContext.Current.CancellationToken);

        Assert.Equal(body, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        await ObservedAsync(notes);
        Assert.Null(notes.Bodies.Single());
    }

    [Fact]
    public async Task ResponseBody_BreaksOff_IsNotTakenForWhole()
    {
        var notes = new Notes();
        var upstream = RawUpstream.Answers("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\nnone\r\n");
        await using var gateway = await GatewayFixture.StartAsync(upstream: upstream, policies: """{ "copies": {} }""", configureServices: notes.AddTo);

        await Assert.ThrowsAsync<HttpRequestException>(() => gateway.Client().GetStringAsync(Customers, TestContext.Current.CancellationToken));

        await ObservedAsync(notes);
        Assert.Null(notes.Bodies.Single());
    }

    [Theory]
    [InlineData("web-shop", "GET", 200)]
    [InlineData("guest", "GET", 403)]
    [InlineData("web-shop", "DELETE", 405)]
    public async Task ReleaseAtEnd_HoweverTheExchangeEnds_IsReleasedOnce(string consumer, string method, int status)
    {
        var notes = new Notes();
        await using var gateway = await GatewayFixture.StartAsync(policies: """{ "holds": {} }""", configureServices: notes.AddTo);
        using var request = new HttpRequestMessage(new HttpMethod(method), Customers);

        using var answer = await gateway.Client(consumer).SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)answer.StatusCode);
        await ObservedAsync(notes);
        Assert.Equal((notes.Held, notes.Held), (notes.Released, notes.ReleasedBeforeObserve));
        Assert.Equal(status == 200 ? 2 : 0, notes.Held);
    }

    private static Task<string> ObservedAsync(Notes notes) =>
        Deadline.UntilAsync(() => Task.FromResult(notes.Bodies.Count + notes.Observed == 1 ? "seen" : null), "an observer to have run");

    /// <summary>What the policies do and what they saw.</summary>
    private sealed class Notes
    {
        public const int MaxBody = 50_000;

        public int Status { get; init; } = 200;

        public string Method { get; init; } = "GET";

        public ConcurrentQueue<string?> Bodies { get; } = new();

        public int Held { get; set; }

        public int Released { get; set; }

        public int ReleasedBeforeObserve { get; set; }

        public int Observed { get; set; }

        public Reply Reply => new()
        {
            Status = Status,
            Headers = [new("ETag", "\"k\""), new("Content-Type", "text/kept")],
            Body = new ReadOnlySequence<byte>("kept"u8.ToArray()),
        };

        public void AddTo(IServiceCollection services) => services
            .AddSingleton(this)
            .AddPolicy<Answers, NoOptions, NoOptionsValidator>("answers", RequestStage.Replay)
            .AddPolicy<AnswersAnswer, NoOptions, NoOptionsValidator>("answers-answer", ResponseStage.Judge)
            .AddPolicy<Copies, NoOptions, NoOptionsValidator>(new PolicyDescriptor("copies", RequestStage.Admit, ResponseStage.Observe, PolicyUse.WhenNamed))
            .AddPolicy<Holds, NoOptions, NoOptionsValidator>(new PolicyDescriptor("holds", RequestStage.Admit, ResponseStage.Observe, PolicyUse.WhenNamed));
    }

    private sealed class NoOptions;

    private sealed class NoOptionsValidator : IValidateOptions<NoOptions>
    {
        public ValidateOptionsResult Validate(string? name, NoOptions options) => ValidateOptionsResult.Success;
    }

    private sealed class Answers(Notes notes) : IRequestPolicy
    {
        public ValueTask<Verdict> OnRequestAsync(Exchange exchange) => new(Verdict.Answer(notes.Reply));
    }

    private sealed class AnswersAnswer(Notes notes) : IResponsePolicy
    {
        public async ValueTask<Verdict> OnResponseAsync(Exchange exchange)
        {
            await Task.Yield();
            return Verdict.Answer(notes.Reply);
        }
    }

    private sealed class Copies(Notes notes) : IRequestPolicy, IResponsePolicy
    {
        public ValueTask<Verdict> OnRequestAsync(Exchange exchange)
        {
            exchange.AskForResponseBody(Notes.MaxBody);
            return default;
        }

        public ValueTask<Verdict> OnResponseAsync(Exchange exchange)
        {
            notes.Bodies.Enqueue(exchange.ResponseBody is { } body ? Encoding.UTF8.GetString(body) : null);
            return default;
        }
    }

    private sealed class Holds(Notes notes) : IRequestPolicy, IResponsePolicy, IDisposable
    {
        public ValueTask<Verdict> OnRequestAsync(Exchange exchange)
        {
            notes.Held = 2;
            exchange.ReleaseAtEnd(this);
            exchange.ReleaseAtEnd(this);
            return default;
        }

        public ValueTask<Verdict> OnResponseAsync(Exchange exchange)
        {
            notes.ReleasedBeforeObserve = notes.Released;
            notes.Observed++;
            return default;
        }

        public void Dispose() => notes.Released++;
    }
}

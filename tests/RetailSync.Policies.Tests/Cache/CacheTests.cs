using System.Net;
using Microsoft.AspNetCore.Http;
using RetailSync.Testing;

namespace RetailSync.Policies.Tests.Cache;

/// <summary>What is kept and given again, over real sockets.</summary>
public sealed class CacheTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Get_KeptAnswer_IsGivenWithItsAge(int http)
    {
        await using var gateway = await CacheGateway.StartAsync(CacheGateway.Counts(("ETag", "\"v1\""), ("Cache-Control", "max-age=600"), ("X-Shelf", "9")));
        var client = gateway.Client(http);
        var first = await gateway.SendAsync(client, HttpMethod.Get, "/customers/17?full=1");
        gateway.Clock.Advance(TimeSpan.FromSeconds(25));

        var second = await gateway.SendAsync(client, HttpMethod.Get, "/customers/17?full=1");

        Assert.Equal((200, "1", "retailsync; fwd=miss"), (first.Status, first.Body, first.CacheStatus));
        Assert.Equal((200, "1", "retailsync; hit; ttl=35", 25.0), (second.Status, second.Body, second.CacheStatus, second.Age));
        Assert.Equal(("\"v1\"", "9", 1L), (second.Headers.ETag?.Tag, second.Headers.GetValues("X-Shelf").Single(), second.Content.ContentLength));
        Assert.NotEqual(first.Headers.GetValues("X-Request-Id").Single(), second.Headers.GetValues("X-Request-Id").Single());
        Assert.Equal(first.Headers.Date, second.Headers.Date);
        Assert.Single(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task Get_OtherQueryOrPath_IsAnotherAnswer()
    {
        await using var gateway = await CacheGateway.StartAsync();
        string[] paths = ["/customers/17", "/customers/17?a=1", "/customers/17?a=2", "/customers/17?a=1&b=2", "/customers/17?b=2&a=1", "/customers/18", "/customers/A", "/customers/a", "/customers"];

        var bodies = new List<string>();
        foreach (var path in paths)
        {
            bodies.Add((await gateway.GetAsync(path)).Body);
        }

        Assert.Equal(paths.Length, bodies.Distinct().Count());
        Assert.Equal(paths.Length, gateway.Store.Count);
    }

    [Fact]
    public async Task Get_OperationWithoutDeclaration_IsNeverKept()
    {
        await using var gateway = await CacheGateway.StartAsync(CacheGateway.Counts(("Cache-Control", "public, max-age=600"), ("ETag", "\"a\"")));
        await gateway.GetAsync("/plain/1");

        var second = await gateway.GetAsync("/plain/1");

        Assert.Equal(("2", null), (second.Body, second.CacheStatus));
        Assert.Equal(0, gateway.Store.Count);
    }

    [Fact]
    public async Task Get_RouteWithoutThePolicy_IsNeverKept()
    {
        await using var gateway = await CacheGateway.StartAsync(policies: "{}");
        await gateway.GetAsync("/customers/17");

        Assert.Equal("2", (await gateway.GetAsync("/customers/17")).Body);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Head_KeptGet_IsAnsweredFromIt(int http)
    {
        await using var gateway = await CacheGateway.StartAsync();
        await gateway.GetAsync("/customers/17");

        var head = await gateway.SendAsync(gateway.Client(http), HttpMethod.Head, "/customers/17");

        Assert.Equal((200, "", 1L), (head.Status, head.Body, head.Content.ContentLength));
        Assert.StartsWith("retailsync; hit", head.CacheStatus, StringComparison.Ordinal);
        Assert.Single(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task Head_NothingKept_IsForwardedAndNotKept()
    {
        await using var gateway = await CacheGateway.StartAsync(context => Task.CompletedTask);

        await gateway.SendAsync(gateway.Client(), HttpMethod.Head, "/customers/17");

        Assert.Equal("HEAD", gateway.Upstream.OnlyRequest().Method);
        Assert.Equal(0, gateway.Store.Count);
    }

    [Theory]
    [InlineData("\"v1\"", 304)]
    [InlineData("W/\"v1\"", 304)]
    [InlineData("\"v0\", W/\"v1\"", 304)]
    [InlineData("*", 304)]
    [InlineData("\"v2\"", 200)]
    [InlineData("v1", 200)]
    public async Task Get_IfNoneMatchOnAFreshAnswer_IsJudgedHere(string condition, int expected)
    {
        await using var gateway = await CacheGateway.StartAsync(CacheGateway.Counts(("ETag", "\"v1\""), ("Cache-Control", "max-age=60"), ("X-Shelf", "9")));
        await gateway.GetAsync("/customers/17");

        var answer = await gateway.GetAsync("/customers/17", ("If-None-Match", condition));

        Assert.Equal((expected, expected == 304 ? "" : "1"), (answer.Status, answer.Body));
        Assert.Equal(("\"v1\"", TimeSpan.FromSeconds(60), expected == 200), (answer.Headers.ETag?.Tag, answer.Headers.CacheControl?.MaxAge, answer.Headers.Contains("X-Shelf")));
        Assert.Single(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task Get_IfModifiedSinceOnAFreshAnswer_IsJudgedHere()
    {
        await using var gateway = await CacheGateway.StartAsync(CacheGateway.Counts(("Last-Modified", "Mon, 04 May 2026 10:00:00 GMT")));
        await gateway.GetAsync("/customers/17");

        var same = await gateway.GetAsync("/customers/17", ("If-Modified-Since", "Mon, 04 May 2026 10:00:00 GMT"));
        var older = await gateway.GetAsync("/customers/17", ("If-Modified-Since", "Mon, 04 May 2026 09:59:59 GMT"));

        Assert.Equal((304, 200), (same.Status, older.Status));
        Assert.Single(gateway.Upstream.Requests);
    }

    [Theory]
    [InlineData("Cache-Control", "no-store")]
    [InlineData("Cache-Control", "private")]
    [InlineData("Cache-Control", "private=\"X-Shelf\", max-age=60")]
    [InlineData("Cache-Control", "max-age=0")]
    [InlineData("Cache-Control", "max-age=60, s-maxage=0")]
    [InlineData("Cache-Control", "max-age=soon")]
    [InlineData("Cache-Control", "no-cache")]
    [InlineData("Expires", "0")]
    [InlineData("Expires", "Mon, 04 May 2020 10:00:00 GMT")]
    [InlineData("Age", "60")]
    [InlineData("Vary", "*")]
    [InlineData("Vary", "Accept, Authorization")]
    [InlineData("Vary", "Cookie")]
    [InlineData("Content-Type", "text/event-stream")]
    public async Task Get_AnswerThatMustNotBeKept_IsNot(string name, string value)
    {
        await using var gateway = await CacheGateway.StartAsync(CacheGateway.Counts((name, value)));
        await gateway.GetAsync("/customers/17");

        Assert.Equal("2", (await gateway.GetAsync("/customers/17")).Body);
        Assert.Equal(0, gateway.Store.Count);
    }

    [Theory]
    [InlineData(206)]
    [InlineData(203)]
    [InlineData(404)]
    [InlineData(301)]
    [InlineData(500)]
    public async Task Get_OtherStatusThan200_IsNotKept(int status)
    {
        await using var gateway = await CacheGateway.StartAsync(context =>
        {
            (context.Response.StatusCode, context.Response.Headers.CacheControl) = (status, "public, max-age=60");
            return context.Response.WriteAsync("x");
        });

        await gateway.GetAsync("/customers/17");

        Assert.Equal(0, gateway.Store.Count);
    }

    [Fact]
    public async Task Get_AnswerLongerThanAllowed_ReachesTheCallerAndIsNotKept()
    {
        var body = new string('x', 1_048_577);
        await using var gateway = await CacheGateway.StartAsync(context => context.Response.WriteAsync(body));

        var answer = await gateway.GetAsync("/customers/17");

        Assert.Equal(body.Length, answer.Body.Length);
        Assert.Equal(0, gateway.Store.Count);
    }

    [Fact]
    public async Task Get_AnswerThatBreaksOff_IsNotKept()
    {
        var halfArrived = new TaskCompletionSource();
        await using var gateway = await CacheGateway.StartAsync(async context =>
        {
            await context.Response.WriteAsync("half");
            await context.Response.Body.FlushAsync();
            await halfArrived.Task;
            context.Abort();
        });
        var (ended, cancel) = (gateway.Ended, TestContext.Current.CancellationToken);
        using var answer = await gateway.Client().GetAsync(new Uri("/crm/v1/customers/17", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancel);

        halfArrived.SetResult();

        await Assert.ThrowsAnyAsync<Exception>(() => answer.Content.ReadAsStringAsync(cancel));
        await gateway.EndAsync(ended + 1);
        Assert.Equal((HttpStatusCode.OK, 0), (answer.StatusCode, gateway.Store.Count));
    }

    [Theory]
    [InlineData("Range", "bytes=0-0")]
    [InlineData("If-Match", "\"v1\"")]
    [InlineData("If-Unmodified-Since", "Mon, 04 May 2026 10:00:00 GMT")]
    [InlineData("Cache-Control", "no-store")]
    public async Task Get_RequestThatOnlyTheSystemCanJudge_GoesBy(string name, string value)
    {
        await using var gateway = await CacheGateway.StartAsync();
        await gateway.GetAsync("/customers/17");

        var answer = await gateway.GetAsync("/customers/17", (name, value));

        Assert.Equal(("2", "retailsync; fwd=bypass"), (answer.Body, answer.CacheStatus));
        Assert.Equal(value, gateway.Upstream.Requests[1].Header(name));
        Assert.Equal("1", (await gateway.GetAsync("/customers/17")).Body);
    }

    [Theory]
    [InlineData("no-cache", 0, "2")]
    [InlineData("max-age=0", 1, "2")]
    [InlineData("max-age=10", 11, "2")]
    [InlineData("max-age=10", 10, "1")]
    [InlineData("min-fresh=50", 11, "2")]
    [InlineData("min-fresh=50", 10, "1")]
    [InlineData("max-stale=100", 61, "2")]
    [InlineData("only-if-cached", 59, "1")]
    public async Task Get_RequestDirective_IsFollowed(string directive, int age, string expected)
    {
        await using var gateway = await CacheGateway.StartAsync();
        await gateway.GetAsync("/customers/17");
        gateway.Clock.Advance(TimeSpan.FromSeconds(age));

        Assert.Equal(expected, (await gateway.GetAsync("/customers/17", ("Cache-Control", directive))).Body);
    }

    [Fact]
    public async Task Get_PragmaNoCache_AsksTheSystem()
    {
        await using var gateway = await CacheGateway.StartAsync();
        await gateway.GetAsync("/customers/17");

        Assert.Equal("2", (await gateway.GetAsync("/customers/17", ("Pragma", "no-cache"))).Body);
    }

    [Fact]
    public async Task Get_OnlyIfCachedWithNothingKept_Is504()
    {
        await using var gateway = await CacheGateway.StartAsync();

        var answer = await gateway.GetAsync("/customers/17", ("Cache-Control", "only-if-cached"));

        Assert.Equal((int)HttpStatusCode.GatewayTimeout, answer.Status);
        Assert.Contains("/problems/not-in-cache", answer.Body, StringComparison.Ordinal);
        Assert.Empty(gateway.Upstream.Requests);
    }

    [Theory]
    [InlineData("max-age=10", 9, "1")]
    [InlineData("max-age=10", 10, "2")]
    [InlineData("max-age=600", 59, "1")]
    [InlineData("max-age=600", 60, "2")]
    [InlineData("max-age=1, s-maxage=30", 29, "1")]
    [InlineData("public", 59, "1")]
    public async Task Get_Lifetime_IsTheShorterOfContractAndSystem(string control, int age, string expected)
    {
        await using var gateway = await CacheGateway.StartAsync(CacheGateway.Counts(("Cache-Control", control)));
        await gateway.GetAsync("/customers/17");
        gateway.Clock.Advance(TimeSpan.FromSeconds(age));

        Assert.Equal(expected, (await gateway.GetAsync("/customers/17")).Body);
    }

    [Fact]
    public async Task Get_RouteAllowsLess_CountsLess()
    {
        await using var gateway = await CacheGateway.StartAsync(policies: """{ "cache": { "MaxAgeSeconds": 5 } }""");
        await gateway.GetAsync("/customers/17");
        gateway.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal("2", (await gateway.GetAsync("/customers/17")).Body);
    }

    [Fact]
    public async Task Get_KeptAnswer_CostsNoQuota()
    {
        await using var gateway = await CacheGateway.StartAsync(
            policies: """{ "cache": {}, "rate-limit": { "Windows": [{ "Name": "one", "Limit": 1, "Seconds": 600 }] } }""");
        await gateway.GetAsync("/customers/17");

        var second = await gateway.GetAsync("/customers/17");
        var other = await gateway.GetAsync("/customers/18");

        Assert.Equal((200, 429), (second.Status, other.Status));
        Assert.False(second.Headers.Contains("RateLimit"));
    }

    [Fact]
    public async Task Get_UpstreamWithACacheOfItsOwn_IsNamedBeforeUs()
    {
        await using var gateway = await CacheGateway.StartAsync(CacheGateway.Counts(("Cache-Status", "edge; hit"), ("Age", "20")));

        var first = await gateway.GetAsync("/customers/17");
        var second = await gateway.GetAsync("/customers/17");

        Assert.Equal("edge; hit, retailsync; fwd=miss", first.CacheStatus);
        Assert.Equal(("retailsync; hit; ttl=40", 20.0), (second.CacheStatus, second.Age));
    }

    [Fact]
    public async Task Get_Explained_SaysWhatWasFound()
    {
        await using var gateway = await CacheGateway.StartAsync();
        await gateway.GetAsync("/customers/17");

        var answer = await gateway.GetAsync("/customers/17", ("Explain", "true"));

        var id = answer.Headers.GetValues("X-Request-Id").Single();

        // The answer leaves before its record is kept.
        var told = await Deadline.UntilAsync(() => FindAsync(gateway, id), $"a record of request {id}");
        Assert.Contains("hit: kept for 0 of 60 seconds", told, StringComparison.Ordinal);
    }

    private static async Task<string?> FindAsync(CacheGateway gateway, string id)
    {
        using var answer = await gateway.Client().GetAsync(new Uri($"/requests/{id}", UriKind.Relative), TestContext.Current.CancellationToken);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken) : null;
    }
}

using Microsoft.AspNetCore.Http;

namespace RetailSync.Policies.Tests.Cache;

/// <summary>What becomes of an answer that is too old.</summary>
public sealed class CacheRevalidationTests
{
    private static readonly TimeSpan TooLong = TimeSpan.FromSeconds(61);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Stale_StillHolds_IsGivenAndFreshAgain(int http)
    {
        await using var gateway = await CacheGateway.StartAsync(Tagged("\"v1\""));
        var client = gateway.Client(http);
        await gateway.SendAsync(client, HttpMethod.Get, "/customers/17");
        gateway.Clock.Advance(TooLong);

        var second = await gateway.SendAsync(client, HttpMethod.Get, "/customers/17");
        var third = await gateway.SendAsync(client, HttpMethod.Get, "/customers/17");

        Assert.Equal((200, "whole", "retailsync; fwd=stale; fwd-status=304; ttl=60", 0.0), (second.Status, second.Body, second.CacheStatus, second.Age));
        Assert.Equal(("whole", "retailsync; hit; ttl=60"), (third.Body, third.CacheStatus));
        Assert.Equal("\"v1\"", gateway.Upstream.Requests[1].Header("If-None-Match"));
        Assert.Equal("2", second.Headers.GetValues("X-Asked").Single());
        Assert.Equal(2, gateway.Calls);
        Assert.Equal(1, gateway.Measured["retailsync.cache.revalidations{result=held}"]);
    }

    [Fact]
    public async Task Stale_CallersOwnCondition_IsAnsweredHere()
    {
        await using var gateway = await CacheGateway.StartAsync(Tagged("\"v1\""));
        await gateway.GetAsync("/customers/17");
        gateway.Clock.Advance(TooLong);

        var has = await gateway.GetAsync("/customers/17", ("If-None-Match", "\"v1\""));
        gateway.Clock.Advance(TooLong);
        var hasOlder = await gateway.GetAsync("/customers/17", ("If-None-Match", "\"v0\""));

        Assert.Equal((304, ""), (has.Status, has.Body));
        Assert.Equal((200, "whole"), (hasOlder.Status, hasOlder.Body));
        Assert.Equal("\"v1\"", gateway.Upstream.Requests[2].Header("If-None-Match"));
    }

    [Fact]
    public async Task Stale_HoldsNoMore_IsReplaced()
    {
        await using var gateway = await CacheGateway.StartAsync(Tagged("\"v1\""));
        await gateway.GetAsync("/customers/17");
        gateway.Clock.Advance(TooLong);
        gateway.Upstream.Behave(new(context => Answer(context, "\"v2\"", "new", gateway)));

        var second = await gateway.GetAsync("/customers/17");
        var third = await gateway.GetAsync("/customers/17");

        Assert.Equal(("new", "retailsync; fwd=stale"), (second.Body, second.CacheStatus));
        Assert.Equal(("new", "\"v2\""), (third.Body, third.Headers.ETag?.Tag));
        Assert.Equal((2, 1), (gateway.Calls, gateway.Store.Count));
        Assert.Equal(1, gateway.Measured["retailsync.cache.revalidations{result=replaced}"]);
    }

    [Fact]
    public async Task Stale_WithLastModifiedAlone_IsAskedByIt()
    {
        const string Modified = "Mon, 04 May 2026 10:00:00 GMT";
        await using var gateway = await CacheGateway.StartAsync(context =>
        {
            context.Response.Headers.LastModified = Modified;
            context.Response.StatusCode = context.Request.Headers.IfModifiedSince == Modified ? 304 : 200;
            return context.Response.StatusCode == 304 ? Task.CompletedTask : context.Response.WriteAsync("whole");
        });
        await gateway.GetAsync("/customers/17");
        gateway.Clock.Advance(TooLong);

        var second = await gateway.GetAsync("/customers/17");

        Assert.Equal((200, "whole"), (second.Status, second.Body));
        Assert.Equal(Modified, gateway.Upstream.Requests[1].Header("If-Modified-Since"));
    }

    [Fact]
    public async Task MaxAgeZero_EachRead_IsAskedAndSavesTheBody()
    {
        await using var gateway = await CacheGateway.StartAsync(Tagged("\"v1\""));
        await gateway.GetAsync("/checked/1");

        var second = await gateway.GetAsync("/checked/1");

        Assert.Equal((200, "whole"), (second.Status, second.Body));
        Assert.Equal((2, "\"v1\""), (gateway.Calls, gateway.Upstream.Requests[1].Header("If-None-Match")));
    }

    [Fact]
    public async Task NoCache_WithATag_IsAskedEachTime()
    {
        await using var gateway = await CacheGateway.StartAsync(context =>
        {
            context.Response.Headers.CacheControl = "no-cache, max-age=60";
            return Tagged("\"v1\"")(context);
        });
        await gateway.GetAsync("/customers/17");

        await gateway.GetAsync("/customers/17");

        Assert.Equal((2, "\"v1\""), (gateway.Calls, gateway.Upstream.Requests[1].Header("If-None-Match")));
    }

    [Fact]
    public async Task NotModified_OfAnotherTag_IsNotKept()
    {
        await using var gateway = await CacheGateway.StartAsync(Tagged("\"v1\""));
        await gateway.GetAsync("/customers/17");
        gateway.Clock.Advance(TooLong);
        gateway.Upstream.Behave(new(context =>
        {
            (context.Response.StatusCode, context.Response.Headers.ETag) = (304, "\"v9\"");
            return Task.CompletedTask;
        }));

        await gateway.GetAsync("/customers/17");

        Assert.Equal(0, gateway.Store.Count);
    }

    [Fact]
    public async Task NotModified_ThatNowForbidsKeeping_IsGivenOnce()
    {
        await using var gateway = await CacheGateway.StartAsync(Tagged("\"v1\""));
        await gateway.GetAsync("/customers/17");
        gateway.Clock.Advance(TooLong);
        gateway.Upstream.Behave(new(context =>
        {
            (context.Response.StatusCode, context.Response.Headers.CacheControl) = (304, "no-store");
            return Task.CompletedTask;
        }));

        var second = await gateway.GetAsync("/customers/17");

        Assert.Equal((200, "whole"), (second.Status, second.Body));
        Assert.Equal(0, gateway.Store.Count);
    }

    [Theory]
    [InlineData("/shops/1", 0, 200, "stood-in")]
    [InlineData("/shops/1", 200, 503, "failed")]
    [InlineData("/customers/17", 0, 503, "failed")]
    public async Task SystemFails_StaleAnswer_StandsInOnlyWhereDeclared(string path, int moreSeconds, int expected, string counted)
    {
        await using var gateway = await CacheGateway.StartAsync(Tagged("\"v1\""));
        await gateway.GetAsync(path);
        gateway.Clock.Advance(TooLong + TimeSpan.FromSeconds(moreSeconds));
        gateway.Upstream.Behave(RetailSync.Testing.UpstreamBehaviour.Returns(503));

        var answer = await gateway.GetAsync(path);

        Assert.Equal((expected, expected == 200 ? "whole" : ""), (answer.Status, answer.Body));
        Assert.Equal(1, gateway.Measured[$"retailsync.cache.revalidations{{result={counted}}}"]);
    }

    [Fact]
    public async Task SystemFails_MustRevalidate_IsNotStoodInFor()
    {
        await using var gateway = await CacheGateway.StartAsync(context =>
        {
            context.Response.Headers.CacheControl = "max-age=60, must-revalidate";
            return Tagged("\"v1\"")(context);
        });
        await gateway.GetAsync("/shops/1");
        gateway.Clock.Advance(TooLong);
        gateway.Upstream.Behave(RetailSync.Testing.UpstreamBehaviour.Returns(503));

        Assert.Equal(503, (await gateway.GetAsync("/shops/1")).Status);
    }

    private static RequestDelegate Tagged(string tag)
    {
        var asked = 0;
        return context =>
        {
            context.Response.Headers["X-Asked"] = $"{Interlocked.Increment(ref asked)}";
            context.Response.Headers.ETag = tag;
            context.Response.StatusCode = context.Request.Headers.IfNoneMatch == tag ? 304 : 200;
            return context.Response.StatusCode == 304 ? Task.CompletedTask : context.Response.WriteAsync("whole");
        };
    }

    private static Task Answer(HttpContext context, string tag, string body, CacheGateway gateway)
    {
        context.Response.Headers.Date = gateway.Clock.GetUtcNow().ToString("r", System.Globalization.CultureInfo.InvariantCulture);
        context.Response.Headers.ETag = tag;
        return context.Response.WriteAsync(body);
    }
}

using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using RetailSync.Policies.Cache;
using RetailSync.Testing;

namespace RetailSync.Policies.Tests.Cache;

/// <summary>What a change drops, and when.</summary>
public sealed class CacheDropTests
{
    private const string Item = "/customers/17";

    [Theory]
    [InlineData("/customers/17", "/customers/17", true)]
    [InlineData("/customers/17", "/customers/17?full=1", true)]
    [InlineData("/customers/17", "/customers", true)]
    [InlineData("/customers/17", "/customers?page=2", true)]
    [InlineData("/customers/17", "/customers/17/contact", true)]
    [InlineData("/customers/17/contact", "/customers/17", true)]
    [InlineData("/customers/17/contact", "/customers", true)]
    [InlineData("/customers/17", "/customers/18", false)]
    [InlineData("/customers/17", "/customers/18/contact", false)]
    [InlineData("/customers/17", "/customers/171", false)]
    [InlineData("/customers/17", "/shops/17", false)]
    [InlineData("/customers/ab", "/customers/AB", true)]
    [InlineData("/customers/17;v=1", "/customers/17", true)]
    [InlineData("/customers/%C3%BC", "/customers/\u00fc", true)]
    public async Task Change_AnswerOfTheResource_IsDropped(string changed, string read, bool dropped)
    {
        await using var gateway = await CacheGateway.StartAsync();
        await gateway.GetAsync(read);
        await gateway.PutAsync(changed);

        var after = await gateway.GetAsync(read);

        Assert.Equal(dropped ? "3" : "1", after.Body);
        Assert.Equal(dropped ? 1 : 0, gateway.Measured["retailsync.cache.requests{result=dropped}"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Change_ByAnotherConsumer_DropsForAll(int http)
    {
        await using var gateway = await CacheGateway.StartAsync();
        var tills = gateway.Client(http, "store-pos", "crm.read");
        await gateway.SendAsync(tills, HttpMethod.Get, Item);
        await gateway.SendAsync(gateway.Client(http), HttpMethod.Delete, Item);

        Assert.Equal("3", (await gateway.SendAsync(tills, HttpMethod.Get, Item)).Body);
    }

    [Fact]
    public async Task Change_ThroughARouteWithoutCache_DropsToo()
    {
        var yarp = GatewayTexts.Yarp.Replace(
            "\"Routes\": {",
            """
            "Routes": {
              "changes": {
                "ClusterId": "crm", "Order": -1,
                "Match": { "Path": "/crm/v1/{**rest}", "Methods": ["PUT"] },
                "Metadata": { "Contract": "crm/customers@1" },
                "Transforms": [{ "PathRemovePrefix": "/crm" }]
              },
            """,
            StringComparison.Ordinal);
        await using var gateway = await CacheGateway.StartAsync(yarp: yarp);
        await gateway.GetAsync(Item);
        await gateway.PutAsync(Item);

        Assert.Equal("3", (await gateway.GetAsync(Item)).Body);
    }

    [Fact]
    public async Task Search_ThatChangesNothing_DropsNothing()
    {
        await using var gateway = await CacheGateway.StartAsync();
        await gateway.GetAsync("/customers");
        await gateway.SendAsync(gateway.Client(), HttpMethod.Post, "/customers/search");

        Assert.Equal("1", (await gateway.GetAsync("/customers")).Body);
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(204, true)]
    [InlineData(303, true)]
    [InlineData(404, true)]
    [InlineData(409, true)]
    [InlineData(412, true)]
    [InlineData(500, true)]
    [InlineData(503, true)]
    [InlineData(400, false)]
    [InlineData(403, false)]
    [InlineData(422, false)]
    public async Task Change_AnsweredWith_DropsUnlessItWasRefused(int status, bool dropped)
    {
        await using var gateway = await CacheGateway.StartAsync(Register(put: context => context.Response.StatusCode = status));
        await gateway.GetAsync(Item);
        await gateway.PutAsync(Item);

        await gateway.GetAsync(Item);

        Assert.Equal(dropped ? 3 : 2, gateway.Calls);
        Assert.Equal(dropped ? 1 : 0, gateway.Measured["retailsync.cache.changes{outcome=known}"]);
    }

    [Theory]
    [InlineData("Location", "/crm/v1/shops/9")]
    [InlineData("Location", "http://10.0.0.5:9101/v1/shops/9")]
    [InlineData("Content-Location", "/v1/shops/9")]
    [InlineData("Location", "../shops/9?x=1")]
    public async Task Change_ResourceItNames_IsDroppedToo(string header, string location)
    {
        await using var gateway = await CacheGateway.StartAsync(Register(put: context => context.Response.Headers[header] = location));
        await gateway.GetAsync("/shops/9");
        await gateway.GetAsync("/shops/8");
        await gateway.PutAsync("/customers/17");

        await gateway.GetAsync("/shops/9");
        await gateway.GetAsync("/shops/8");

        Assert.Equal(["/v1/shops/9", "/v1/shops/8", "/v1/customers/17", "/v1/shops/9"], gateway.Upstream.Requests.Select(request => request.Path));
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("timeout")]
    [InlineData("504")]
    public async Task Change_OutcomeUnknown_DropsAndNothingIsKeptForAWhile(string how)
    {
        var yarp = GatewayTexts.Yarp.Replace("\"Destinations\"", "\"HttpRequest\": { \"ActivityTimeout\": \"00:00:01\" }, \"Destinations\"", StringComparison.Ordinal);
        await using var gateway = await CacheGateway.StartAsync(
            Register(put: context =>
            {
                if (how == "cut")
                {
                    context.Abort();
                }
                else
                {
                    context.Response.StatusCode = 504;
                }
            }, putWaits: how == "timeout"),
            yarp: yarp);
        await gateway.GetAsync(Item);
        Assert.True((await gateway.PutAsync(Item)).Status is 502 or 504);

        await gateway.GetAsync(Item);
        await gateway.GetAsync(Item);
        gateway.Clock.Advance(TimeSpan.FromSeconds(60));
        await gateway.GetAsync(Item);
        await gateway.GetAsync(Item);

        Assert.Equal(5, gateway.Calls);
        Assert.Equal(2, gateway.Measured["retailsync.cache.requests{result=changing}"]);
        Assert.Equal(1, gateway.Measured["retailsync.cache.changes{outcome=unknown}"]);
    }

    [Fact]
    public async Task Change_CallerWentAway_DropsAndNothingIsKeptForAWhile()
    {
        var arrived = new TaskCompletionSource();
        await using var gateway = await CacheGateway.StartAsync(async context =>
        {
            if (HttpMethods.IsPut(context.Request.Method))
            {
                arrived.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
            }
        });
        await gateway.GetAsync(Item);
        var ended = gateway.Ended;
        using var patience = new CancellationTokenSource();
        using var put = new HttpRequestMessage(HttpMethod.Put, new Uri($"/crm/v1{Item}", UriKind.Relative));
        var change = gateway.Client().SendAsync(put, patience.Token);
        await arrived.Task;

        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => change);
        await gateway.EndAsync(ended + 1);
        await gateway.GetAsync(Item);
        await gateway.GetAsync(Item);

        Assert.Equal(4, gateway.Calls);
        Assert.Equal(1, gateway.Measured["retailsync.cache.changes{outcome=unknown}"]);
    }

    [Fact]
    public async Task Change_NeverSent_DropsNothing()
    {
        var closed = new Uri("http://127.0.0.1:1/");
        var yarp = GatewayTexts.Yarp
            .Replace(
                "\"Routes\": {",
                """
                "Routes": {
                  "changes": { "ClusterId": "down", "Order": -1, "Match": { "Path": "/crm/v1/{**rest}", "Methods": ["PUT"] }, "Metadata": { "Contract": "crm/customers@1" } },
                """,
                StringComparison.Ordinal)
            .Replace("\"Clusters\": {", $"\"Clusters\": {{ \"down\": {{ \"Destinations\": {{ \"one\": {{ \"Address\": \"{closed}\" }} }} }},", StringComparison.Ordinal);
        await using var gateway = await CacheGateway.StartAsync(yarp: yarp);
        await gateway.GetAsync(Item);
        Assert.Equal(503, (await gateway.PutAsync(Item)).Status);

        Assert.Equal("1", (await gateway.GetAsync(Item)).Body);
    }

    [Fact]
    public async Task Read_ThatBeganBeforeTheChange_IsNotKeptAfterIt()
    {
        var (reading, mayAnswer) = (new TaskCompletionSource(), new TaskCompletionSource());
        var value = "old";
        var first = 1;
        await using var gateway = await CacheGateway.StartAsync(async context =>
        {
            if (HttpMethods.IsPut(context.Request.Method))
            {
                value = "new";
                return;
            }

            var seen = value;
            if (Interlocked.Exchange(ref first, 0) == 1)
            {
                reading.SetResult();
                await mayAnswer.Task;
            }

            await context.Response.WriteAsync(seen);
        });
        var slow = CacheGateway.SendOnlyAsync(gateway.Client(), HttpMethod.Get, Item);
        await reading.Task;
        await gateway.PutAsync(Item);
        var ended = gateway.Ended;

        mayAnswer.SetResult();
        var before = await slow;
        await gateway.EndAsync(ended + 1);
        var after = await gateway.GetAsync(Item);

        Assert.Equal(("old", "new"), (before.Body, after.Body));
    }

    [Fact]
    public async Task Read_WhileAChangeIsOnItsWay_GoesByAndIsNotKept()
    {
        var (changing, mayChange) = (new TaskCompletionSource(), new TaskCompletionSource());
        var value = "old";
        await using var gateway = await CacheGateway.StartAsync(async context =>
        {
            if (HttpMethods.IsPut(context.Request.Method))
            {
                changing.SetResult();
                await mayChange.Task;
                value = "new";
                return;
            }

            await context.Response.WriteAsync(value);
        });
        await gateway.GetAsync(Item);
        var change = CacheGateway.SendOnlyAsync(gateway.Client(), HttpMethod.Put, Item);
        await changing.Task;

        var meanwhile = await gateway.GetAsync(Item);
        var only = await gateway.GetAsync(Item, ("Cache-Control", "only-if-cached"));
        var ended = gateway.Ended;
        mayChange.SetResult();
        await change;
        await gateway.EndAsync(ended + 1);
        var after = await gateway.GetAsync(Item);

        Assert.Equal(("old", "retailsync; fwd=bypass; detail=changing", 504, "new"), (meanwhile.Body, meanwhile.CacheStatus, only.Status, after.Body));
    }

    [Fact]
    public async Task News_OfAChange_IsToldAndHeard()
    {
        var told = new ToldNews();
        await using var gateway = await CacheGateway.StartAsync(
            Register(put: context => context.Response.Headers.Location = "/crm/v1/shops/9"), configureServices: services => services.AddSingleton<ICacheNews>(told));
        await gateway.PutAsync(Item);
        await gateway.GetAsync("/customers/5");
        await gateway.GetAsync("/customers/6");
        var receiver = gateway.Fixture.Host.Services.GetRequiredService<CacheNewsReceiver>();

        receiver.Changed(new ChangedResource("crm/customers", "/customers/5"));
        await gateway.GetAsync("/customers/5");
        await gateway.GetAsync("/customers/6");
        receiver.Lost();
        await gateway.GetAsync("/customers/6");

        Assert.Equal([new ChangedResource("crm/customers", Item), new ChangedResource("crm/customers", "/shops/9")], told.All);
        Assert.Equal(["17", "5", "6", "5", "6"], gateway.Upstream.Requests.Select(request => request.Path.Split('/')[^1]));
    }

    private static RequestDelegate Register(Action<HttpContext> put, bool putWaits = false) => async context =>
    {
        if (!HttpMethods.IsPut(context.Request.Method))
        {
            await context.Response.WriteAsync("x");
            return;
        }

        if (putWaits)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        }

        put(context);
    };

    private sealed class ToldNews : ICacheNews
    {
        private readonly ConcurrentQueue<ChangedResource> _all = new();

        public IEnumerable<ChangedResource> All => _all;

        public void Tell(ChangedResource changed) => _all.Enqueue(changed);
    }
}

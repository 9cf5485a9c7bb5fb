using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using RetailSync.Gateway;
using RetailSync.Policies.Admit;
using RetailSync.Testing;

namespace RetailSync.Policies.Tests.Admit;

public sealed class AdmitPolicyTests : IDisposable
{
    private static readonly RouteFacts Route = new() { RouteId = "crm", ClusterId = "crm" };

    private readonly ServiceProvider _services = Built.Services().BuildServiceProvider();

    private ClusterGate Gate => _services.GetRequiredService<AdmitStore>().GateOf("crm");

    public void Dispose() => _services.Dispose();

    [Theory]
    [InlineData("critical", null, Priority.Critical)]
    [InlineData("critical", Priority.Bulk, Priority.Bulk)]
    [InlineData("normal", Priority.Critical, Priority.Normal)]
    [InlineData("bulk", Priority.Normal, Priority.Bulk)]
    public void OnRequest_RouteAndConsumer_TheLowerCounts(string route, Priority? consumer, Priority expected)
    {
        var caller = Some.Caller() with { Consumer = Some.Consumer() with { Priority = consumer } };

        Built.Now(Policy(("Class", route)).OnRequestAsync(Some.Exchange(Route, caller: caller)));

        Assert.Equal(1, Gate.InFlight(expected));
    }

    [Fact]
    public void OnRequest_NoRoomForBulk_IsRefusedWithRetryAfter()
    {
        var policy = Policy(("Class", "bulk"), ("Limit", "2"));
        Built.Now(policy.OnRequestAsync(Some.Exchange(Route)));

        var refusal = Built.Now(policy.OnRequestAsync(Some.Exchange(Route))).Refusal;

        Assert.Same(ProblemTypes.TemporaryReducedCapacity, refusal?.Type);
        Assert.Equal("The system has no room for calls of the class bulk at the moment. Nothing was sent.", refusal!.Detail);
        Assert.InRange(int.Parse(Assert.Single(refusal.Headers, header => header.Key == "Retry-After").Value!, null), 1, 3);
        Assert.Equal(1, Gate.Total);
    }

    [Fact]
    public void OnRequest_OwnEndpoint_TakesNoSlot()
    {
        var policy = Built.Policy(_services, "admit", new RouteFacts { RouteId = "problems" });
        var exchange = Some.Exchange(new RouteFacts { RouteId = "problems" });

        Assert.False(Built.Now(policy.OnRequestAsync(exchange)).IsFinal);

        Assert.Empty(_services.GetRequiredService<AdmitStore>().Gates);
    }

    [Fact]
    public void OnRequest_AnotherRouteOfTheCluster_SeesTheSameCalls()
    {
        var one = Policy(("Limit", "2"));
        var two = Built.Policy(_services, "admit", Route with { RouteId = "crm-v2" }, ("Limit", "1"));
        Built.Now(one.OnRequestAsync(Some.Exchange(Route)));

        var verdict = Built.Now(two.OnRequestAsync(Some.Exchange(Route)));

        Assert.True(verdict.IsRefused);
    }

    [Fact]
    public void OnRequest_Shadow_LetsThroughAndCounts()
    {
        using var measured = new Measured(_services.GetRequiredService<IMeterFactory>());
        var policy = Policy(("Limit", "1"), ("Shadow", "true"));
        Built.Now(policy.OnRequestAsync(Some.Exchange(Route)));

        var verdict = Built.Now(policy.OnRequestAsync(Some.Exchange(Route)));

        Assert.False(verdict.IsFinal);
        Assert.Equal(2, Gate.Total);
        Assert.Equal(1, measured["retailsync.admit.shed{cluster=crm,class=normal,result=shadow}"]);
        Assert.Equal(0, measured["retailsync.admit.shed{cluster=crm,class=normal,result=refused}"]);
    }

    [Theory]
    [InlineData("bulk")]
    [InlineData("normal")]
    [InlineData("high")]
    [InlineData("critical")]
    public void OnRequest_Refused_IsCountedByClusterAndClass(string priority)
    {
        using var measured = new Measured(_services.GetRequiredService<IMeterFactory>());
        var policy = Policy(("Class", priority), ("Limit", "1"), ("WaitMilliseconds", "0"));
        Built.Now(policy.OnRequestAsync(Some.Exchange(Route)));

        Built.Now(policy.OnRequestAsync(Some.Exchange(Route)));

        Assert.Equal(1, measured[$"retailsync.admit.shed{{cluster=crm,class={priority},result=refused}}"]);
    }

    [Theory]
    [InlineData(101, null)]
    [InlineData(200, "text/event-stream; charset=utf-8")]
    [InlineData(200, "application/grpc+proto")]
    public void OnResponse_Stream_GivesTheSlotBack(int status, string? contentType)
    {
        var exchange = Admitted();

        Answer(exchange, status, contentType);

        Assert.Equal(0, Gate.Total);
    }

    [Fact]
    public void OnResponse_OrdinaryAnswer_KeepsTheSlot()
    {
        var exchange = Admitted();

        Answer(exchange, 200, "application/json");

        Assert.Equal(1, Gate.Total);
    }

    private void Answer(Exchange exchange, int status, string? contentType)
    {
        exchange.Context.Response.StatusCode = status;
        exchange.Context.Response.ContentType = contentType;
        Assert.False(Built.Now(((IResponsePolicy)Policy()).OnResponseAsync(exchange)).IsFinal);
    }

    private IRequestPolicy Policy(params (string Key, string Value)[] settings) => Built.Policy(_services, "admit", Route, settings);

    private Exchange Admitted()
    {
        var exchange = Some.Exchange(Route);
        Built.Now(Policy().OnRequestAsync(exchange));
        return exchange;
    }
}

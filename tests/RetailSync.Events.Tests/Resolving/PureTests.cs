using System.Text.Json;
using RetailSync.Events.Resolving;
using RetailSync.Gateway;
using RetailSync.Testing;

namespace RetailSync.Events.Tests.Resolving;

/// <summary>The small pure parts of the resolvers.</summary>
public sealed class PureTests
{
    [Theory]
    [InlineData("""{"a":1,"b":2}""", """{"a":1}""", true)]
    [InlineData("""{"a":1.0}""", """{"a":1}""", true)]
    [InlineData("""{"a":2}""", """{"a":1}""", false)]
    [InlineData("""{"a":"1"}""", """{"a":1}""", false)]
    [InlineData("""{}""", """{"a":1}""", false)]
    [InlineData("""{}""", """{"a":null}""", true)]
    [InlineData("""{"a":null}""", """{"a":null}""", true)]
    [InlineData("""{"a":1}""", """{"a":null}""", false)]
    [InlineData("""{"a":null}""", """{"a":{}}""", false)]
    [InlineData("""{"a":{"b":1,"c":2}}""", """{"a":{"b":1}}""", true)]
    [InlineData("""{"a":[1,2]}""", """{"a":[1,2.0]}""", true)]
    [InlineData("""{"a":[1,2]}""", """{"a":[1]}""", false)]
    [InlineData("""{"a":[{"b":1,"c":2}]}""", """{"a":[{"b":1}]}""", false)]
    [InlineData("""[1]""", """{"a":1}""", false)]
    public void Contains_ThingAndWish_AsAMergePatchWouldLeaveIt(string thing, string wish, bool expected)
    {
        using var there = JsonDocument.Parse(thing);
        using var wanted = JsonDocument.Parse(wish);

        var contains = JsonContainment.Contains(there.RootElement, wanted.RootElement);

        Assert.Equal(expected, contains);
    }

    [Theory]
    [InlineData("/oms/v1/orders?n={request:/number}", """{"number":"a b&c=d#e"}""", "/oms/v1/orders?n=a%20b%26c%3Dd%23e")]
    [InlineData("/oms/v1/orders/{request:/number}", """{"number":7}""", "/oms/v1/orders/7")]
    [InlineData("/oms/v1/customers/{path:customerId}/orders", "{}", "/oms/v1/customers/C-1/orders")]
    [InlineData("/oms/v1/orders/{request:/number}", """{"number":".."}""", null)]
    [InlineData("/oms/v1/orders/{request:/number}", """{"number":"../../admin"}""", null)]
    [InlineData("/oms/v1/orders/{request:/number}", """{"number":"a\\b"}""", null)]
    [InlineData("/oms/v1/orders/{request:/number}", """{"number":"a\nb"}""", null)]
    [InlineData("/oms/v1/orders/{request:/number}", """{"number":""}""", null)]
    [InlineData("/oms/v1/orders/{request:/number}", """{"number":{}}""", null)]
    [InlineData("/oms/v1/orders/{request:/number}", """{"number":"\ud800"}""", null)]
    [InlineData("/oms/v1/orders/{request:/number}", "{}", null)]
    [InlineData("/oms/v1/orders/{request:/number}", "no json", null)]
    public void Fill_Values_AreEscapedOrRefused(string template, string body, string? expected)
    {
        var operation = Some.Operation("updateCustomer", "PUT", "/customers/{customerId}");

        var target = LookupTemplate.Fill(template, Guid.Empty, operation, "/customers/C-1", System.Text.Encoding.UTF8.GetBytes(body));

        Assert.Equal(expected, target);
    }

    [Theory]
    [InlineData("/oms/v1/orders?n={request:/number}", true)]
    [InlineData("/oms/v1/orders/{operation}", true)]
    [InlineData("https://example.com/{operation}", false)]
    [InlineData("//example.com/{operation}", false)]
    [InlineData("/oms/{number}", false)]
    [InlineData("/oms/{request:number}", false)]
    [InlineData("/oms/{path:}", false)]
    [InlineData("/oms/{operation", false)]
    [InlineData("/oms/operation}", false)]
    public void FaultOf_Template_SaysWhetherItCanBeUsed(string template, bool usable) => Assert.Equal(usable, LookupTemplate.FaultOf(template) is null);

    [Fact]
    public void Next_ConflictOfClassA_CountsOnlyWhenItLasts()
    {
        var state = new ResolverState { Class = UpstreamClass.A, Attempts = 1, Since = At(0), Deadline = At(30), Now = At(100), Quiet = TimeSpan.FromSeconds(60) };

        var first = ResolverDecision.Next(state, LearntKind.Conflict);
        var early = ResolverDecision.Next(state with { Attempts = 2, Now = At(89) }, LearntKind.Conflict);
        var late = ResolverDecision.Next(state with { Attempts = 2, Now = At(90) }, LearntKind.Conflict);

        Assert.IsType<ResolverStep.Later>(first);
        Assert.IsType<ResolverStep.Later>(early);
        Assert.Equal(new ResolverStep.Settle(OperationState.Rejected), late);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(5, 16)]
    [InlineData(9, 256)]
    [InlineData(10, 300)]
    [InlineData(1_000, 300)]
    public void Next_Nothing_PausesDoubleUpToABound(long attempt, int seconds)
    {
        var state = new ResolverState { Class = UpstreamClass.A, Attempts = attempt, Since = At(0), Deadline = At(30), Now = At(100), Quiet = TimeSpan.Zero };

        var later = Assert.IsType<ResolverStep.Later>(ResolverDecision.Next(state, LearntKind.Nothing));

        Assert.Equal(At(100 + seconds), later.At);
    }

    private static DateTimeOffset At(int seconds) => new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).AddSeconds(seconds);
}

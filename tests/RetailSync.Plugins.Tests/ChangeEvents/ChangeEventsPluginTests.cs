using RetailSync.Gateway;
using RetailSync.Plugins.ChangeEvents;

namespace RetailSync.Plugins.Tests.ChangeEvents;

/// <summary>What event comes of a change.</summary>
public sealed class ChangeEventsPluginTests
{
    private readonly ChangeEventsPlugin _plugin = new();

    [Theory]
    [InlineData("path:customerId", "customer:C-1001")]
    [InlineData("request:/ids/0", "customer:R-1")]
    [InlineData("request:/a~1b", "customer:slash")]
    [InlineData("response:/id", "customer:A-1")]
    [InlineData("response:/number", "customer:17")]
    public async Task Build_Key_ComesFromWhereTheContractSays(string declared, string key)
    {
        var change = Changes.Customer(declared, request: """{"ids":["R-1"],"a/b":"slash"}""", response: """{"id":"A-1","number":17}""");

        var built = await BuildAsync(change);

        Assert.Equal(("retail.customer.updated.v1", key, null), (built.Type, built.Key, built.Subject));
    }

    [Theory]
    [InlineData("request", """{"name":"Anna"}""", "application/json")]
    [InlineData("response", """{"id":"C-1001","version":2}""", "application/json")]
    [InlineData("both", """{"request":{"name":"Anna"},"response":{"id":"C-1001","version":2}}""", "application/json")]
    [InlineData("none", "", null)]
    public async Task Build_Data_IsWhatTheContractSays(string declared, string data, string? contentType)
    {
        var built = await BuildAsync(Changes.Customer(data: declared));

        Assert.Equal((data, contentType), (built.Text(), built.DataContentType));
    }

    [Fact]
    public async Task Build_BothWithOddNumbersAndSpace_KeepsEveryByte()
    {
        var built = await BuildAsync(Changes.Customer(data: "both", request: """ { "price": 1.50e+02 } """, response: """{"z":1,"a":12345678901234567890.10}"""));

        Assert.Equal("""{"request": { "price": 1.50e+02 } ,"response":{"z":1,"a":12345678901234567890.10}}""", built.Text());
    }

    [Theory]
    [InlineData("application/merge-patch+json", "application/merge-patch+json")]
    [InlineData("Application/JSON; charset=utf-8", "application/json")]
    [InlineData(null, "application/json")]
    public async Task Build_PatchOfRequest_IsThePatchAsSent(string? contentType, string told)
    {
        var built = await BuildAsync(Changes.Customer(data: "request", request: """{"phone":null}""") with { RequestContentType = contentType });

        Assert.Equal(("""{"phone":null}""", told), (built.Text(), built.DataContentType));
    }

    [Fact]
    public async Task Build_OtherMediaType_IsPassedOnAsItIs()
    {
        var built = await BuildAsync(Changes.Customer(data: "request", request: "<a/>") with { RequestContentType = "application/xml; charset=utf-8" });

        Assert.Equal(("<a/>", "application/xml; charset=utf-8"), (built.Text(), built.DataContentType));
    }

    [Theory]
    [InlineData(200, 1)]
    [InlineData(201, 1)]
    [InlineData(202, 1)]
    [InlineData(299, 1)]
    [InlineData(303, 1)]
    [InlineData(0, 1)]
    [InlineData(199, 0)]
    [InlineData(301, 0)]
    [InlineData(302, 0)]
    [InlineData(304, 0)]
    [InlineData(307, 0)]
    [InlineData(308, 0)]
    [InlineData(404, 0)]
    [InlineData(500, 0)]
    public async Task Build_Status_TellsWhetherTheChangeWasApplied(int status, int events)
    {
        var built = await _plugin.BuildAsync(Changes.Customer(status: status), TestContext.Current.CancellationToken);

        Assert.Equal(events, built.Count);
    }

    [Fact]
    public async Task Build_OperationWithoutEvent_GivesNone()
    {
        var change = Changes.Customer();

        var built = await _plugin.BuildAsync(change with { Operation = change.Operation with { Event = null } }, TestContext.Current.CancellationToken);

        Assert.Empty(built);
    }

    [Fact]
    public async Task Build_FoundOutLater_GivesTheSame()
    {
        var change = Changes.Customer(data: "both");

        var (first, second) = (await BuildAsync(change), await BuildAsync(change with { IsReconstructed = true }));

        Assert.Equal((first.Type, first.Key, first.Text()), (second.Type, second.Key, second.Text()));
    }

    [Fact]
    public async Task Build_FoundOutWithoutAnAnswer_IsBuiltWhereNoAnswerIsNeeded()
    {
        var built = await BuildAsync(Changes.Customer(data: "request", response: null, status: 0) with { IsReconstructed = true, ResponseContentType = null });

        Assert.Equal(("customer:C-1001", """{"name":"Anna"}"""), (built.Key, built.Text()));
        await Assert.ThrowsAsync<ChangeEventException>(() => BuildAsync(Changes.Customer(data: "response", response: null, status: 0)));
    }

    [Theory]
    [InlineData("response:/id", "none", "{}", "{}", "The key of retail.customer.updated.v1 is not at 'response:/id'")]
    [InlineData("response:/id", "none", "{}", """{"id":{"secret":1}}""", "The key of retail.customer.updated.v1 is not at 'response:/id'")]
    [InlineData("response:/id", "none", "{}", """{"id":""}""", "The key of retail.customer.updated.v1 is not at 'response:/id'")]
    [InlineData("response:/id", "none", "{}", null, "The key of retail.customer.updated.v1 is not at 'response:/id'")]
    [InlineData("request:/id", "none", "secret", "{}", "The key of retail.customer.updated.v1 is not at 'request:/id'")]
    [InlineData("path:customerId", "response", "{}", null, "retail.customer.updated.v1 is made of the response, which has no body or is not known.")]
    [InlineData("path:customerId", "response", "{}", "", "retail.customer.updated.v1 is made of the response, which has no body or is not known.")]
    [InlineData("path:customerId", "both", "{}", "", "retail.customer.updated.v1 is made of the response, which has no body or is not known.")]
    [InlineData("path:customerId", "both", "", "{}", "retail.customer.updated.v1 is made of the request, which has no body or is not known.")]
    [InlineData("path:customerId", "request", "{\"secret\":", "{}", "The request that retail.customer.updated.v1 is made of is no JSON")]
    [InlineData("path:customerId", "request", "{} {}", "{}", "The request that retail.customer.updated.v1 is made of is no JSON")]
    [InlineData("path:customerId", "both", "{}", "secret", "The response that retail.customer.updated.v1 is made of is no JSON")]
    [InlineData("path:customerId", "all", "{}", "{}", "The data of retail.customer.updated.v1 is declared as 'all'")]
    public async Task Build_NotWhereItShouldBe_SaysWhyWithoutValues(string key, string data, string request, string? response, string reason)
    {
        var fault = await Assert.ThrowsAsync<ChangeEventException>(() => BuildAsync(Changes.Customer(key, data, request, response)));

        Assert.StartsWith(reason, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Build_BothOfAnotherMediaType_Fails()
    {
        var fault = await Assert.ThrowsAsync<ChangeEventException>(() => BuildAsync(Changes.Customer(data: "both") with { RequestContentType = "text/csv" }));

        Assert.Contains("which only JSON can be", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public async Task Build_DeepData_HasALimit(int depth, bool isBuilt)
    {
        var change = Changes.Customer(data: "request", request: new string('[', depth) + new string(']', depth));

        var failure = await Record.ExceptionAsync(() => BuildAsync(change));

        Assert.Equal(isBuilt, failure is null);
    }

    [Fact]
    public async Task Build_DataThatIsNoUtf8_Fails()
    {
        var change = Changes.Customer(data: "request") with { RequestBody = (byte[])[(byte)'"', 0xff, (byte)'"'] };

        var fault = await Assert.ThrowsAsync<ChangeEventException>(() => BuildAsync(change));

        Assert.EndsWith("is not in UTF-8.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Build_LongKey_Fails()
    {
        var change = Changes.Customer("response:/id", response: $$"""{"id":"{{new string('9', EntityKey.MaxLength + 1)}}"}""");

        await Assert.ThrowsAsync<ChangeEventException>(() => BuildAsync(change));
    }

    private async Task<ChangeEvent> BuildAsync(CompletedChange change) => Assert.Single(await _plugin.BuildAsync(change, TestContext.Current.CancellationToken));
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using RetailSync.Events.Tests.Delivery.Hosting;
using RetailSync.Events.Tests.Log;

namespace RetailSync.Events.Tests.Replay;

public class ReplayTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_SomeKeys_SendsThemAgainInOrderAndMarked()
    {
        await using var delivery = await DeliveryFixture.OpenAsync();
        await using var subscriber = await Subscriber.StartAsync(_ => 204);
        await using var host = await DeliveredAsync(delivery, subscriber);

        var counted = await PostAsync(host, new { keys = new[] { "customer:C-1" }, dryRun = true });
        var made = await PostAsync(host, new { keys = new[] { "customer:C-1" }, ratePerSecond = 1_000, reason = "the receiver was restored from a backup" });
        var end = await EndAsync(host, made.Headers.Location!);

        var again = subscriber.Attempts.Where(one => (bool?)one.Event["replayed"] == true).ToList();
        Assert.Equal(2, (int)(await counted.Content.ReadFromJsonAsync<JsonObject>(Cancel))!["count"]!);
        Assert.Equal(("done", 2), ((string)end["state"]!, (int)end["sent"]!));
        Assert.Equal([("customer:C-1", 1L), ("customer:C-1", 2L)], again.Select(one => (one.Key, one.KeySeq)));
        Assert.Equal(subscriber.Attempts.First(one => one.Key == "customer:C-1").Id, again[0].Id);
    }

    [Fact]
    public async Task Start_SubscriberRejects_FailsWithThePlace()
    {
        await using var delivery = await DeliveryFixture.OpenAsync();
        var status = 204;
        await using var subscriber = await Subscriber.StartAsync(_ => status);
        await using var host = await DeliveredAsync(delivery, subscriber);
        status = 415;

        var made = await PostAsync(host, new { fromSeq = 2, reason = "try" });
        var end = await EndAsync(host, made.Headers.Location!);

        Assert.Equal("failed", (string?)end["state"]);
        Assert.Equal("The event 2 of the log: the subscriber answered 415", (string?)end["reason"]);
    }

    [Fact]
    public async Task Cancel_Running_EndsIt()
    {
        await using var delivery = await DeliveryFixture.OpenAsync();
        await using var subscriber = await Subscriber.StartAsync(_ => 204);
        await using var host = await DeliveredAsync(delivery, subscriber);

        var made = await PostAsync(host, new { ratePerSecond = 1, reason = "try" });
        var cancelled = await host.Client.PostAsync(made.Headers.Location + "/cancel", null, Cancel);
        var again = await host.Client.PostAsync(made.Headers.Location + "/cancel", null, Cancel);
        var end = await EndAsync(host, made.Headers.Location!);

        Assert.Equal(HttpStatusCode.OK, cancelled.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Equal("cancelled", (string?)end["state"]);
    }

    [Theory]
    [InlineData("""{ "reason": "" }""")]
    [InlineData("""{ "reason": "x", "ratePerSecond": 0 }""")]
    [InlineData("""{ "reason": "x", "fromSeq": 5, "toSeq": 4 }""")]
    [InlineData("""{ "reason": "x", "keys": ["*a"] }""")]
    [InlineData("""{ "reason": "x", "since": 5 }""")]
    public async Task Start_Fault_IsRefused(string body)
    {
        await using var delivery = await DeliveryFixture.OpenAsync();
        await using var subscriber = await Subscriber.StartAsync(_ => 204);
        await using var host = await DeliveredAsync(delivery, subscriber);

        var answer = await host.Client.PostAsync("/subscriptions/loyalty/replays", new StringContent(body), Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Propagation_Key_TellsWhoHasIt()
    {
        await using var delivery = await DeliveryFixture.OpenAsync();
        await using var subscriber = await Subscriber.StartAsync(one => (string)one["partitionkey"]! == "customer:C-2" ? 415 : 204);
        await using var host = await DeliveredAsync(delivery, subscriber);

        var one = await TellAsync(host, "customer:C-1");
        var two = await TellAsync(host, "customer:C-2");
        var none = await TellAsync(host, "customer:C-9");

        Assert.Equal(("delivered", 2), ((string)one["state"]!, (int)one["deliveredKeySequence"]!));
        Assert.Equal(("dead-lettered", "the subscriber answered 415"), ((string)two["state"]!, (string)two["reason"]!));
        Assert.Equal("never-subscribed", (string?)none["state"]);
    }

    [Fact]
    public async Task Propagation_DeliveredLiesFarBack_IsFoundOrSaidToBeOutOfSight()
    {
        await using var delivery = await DeliveryFixture.OpenAsync();
        await using var subscriber = await Subscriber.StartAsync(one => (string)one["partitionkey"]! == "customer:C-1" && (string)one["keysequence"]! != "00000000000000000003" ? 204 : 415);
        await using var host = await DeliveredAsync(delivery, subscriber);
        await delivery.Log.AppendAsync([.. Enumerable.Repeat(new SomeEvent("customer:C-1"), 120)]);

        await DeliveryFixture.UntilAsync(async () => (string?)(await TellAsync(host, "customer:C-1"))["state"] == "blocked", "the key blocked");
        var near = await TellAsync(host, "customer:C-1");
        await delivery.Log.AppendAsync([.. Enumerable.Repeat(new SomeEvent("customer:C-1"), 1_000)]);
        await DeliveryFixture.UntilAsync(async () => (int)(await TellAsync(host, "customer:C-1"))["keySequence"]! == 1_122, "the newest events seen");
        var far = await TellAsync(host, "customer:C-1");

        Assert.Equal((2, true, 122), ((int)near["deliveredKeySequence"]!, (bool)near["isComplete"]!, (int)near["looked"]!));
        Assert.Equal((null, false, 1_000), ((int?)far["deliveredKeySequence"], (bool)far["isComplete"]!, (int)far["looked"]!));
    }

    // Four events, of which those of C-1 were delivered.
    private static async Task<EndpointHost> DeliveredAsync(DeliveryFixture delivery, Subscriber subscriber)
    {
        await delivery.SubscribeAsync(subscriber.Url);
        await delivery.Log.AppendAsync(new SomeEvent("customer:C-1"), new SomeEvent("customer:C-2"), new SomeEvent("customer:C-1"));
        await delivery.StartAsync();
        await DeliveryFixture.UntilAsync(
            async () => await delivery.Progress.LoadAsync("loyalty", Cancel) is { Position: 3 } kept && kept.Pending.All(seq => seq == 2)
                && (kept.Pending.Count == 0 || (await delivery.Progress.DeadLettersAsync("loyalty", "", 0, 1, Cancel)).Count == 1),
            "the first deliveries");
        return await delivery.ServeAsync();
    }

    private static Task<HttpResponseMessage> PostAsync(EndpointHost host, object body) => host.Client.PostAsJsonAsync("/subscriptions/loyalty/replays", body, Cancel);

    private static async Task<JsonObject> EndAsync(EndpointHost host, Uri replay)
    {
        var found = new JsonObject();
        await DeliveryFixture.UntilAsync(
            async () =>
            {
                found = (await host.Client.GetFromJsonAsync<JsonObject>(replay, Cancel))!;
                return (string?)found["state"] != "running";
            },
            "the replay's end");
        return found;
    }

    private static async Task<JsonObject> TellAsync(EndpointHost host, string key) =>
        (await host.Client.GetFromJsonAsync<JsonObject>("/propagation?key=" + Uri.EscapeDataString(key), Cancel))!["items"]![0]!.AsObject();
}

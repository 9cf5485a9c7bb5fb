using System.Net.Http.Json;
using RetailSync.Events.Tests.Log;
using RetailSync.Testing;

namespace RetailSync.Events.Tests.Delivery.Hosting;

public class PostgresDeliveryTests
{
    [Fact]
    public async Task Deliver_TwoGateways_OneDeliversAndTheOtherTakesOver()
    {
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await using var first = await DeliveryFixture.OpenAsync(database);
        await using var second = await DeliveryFixture.OpenAsync(database);
        await using var subscriber = await Subscriber.StartAsync(_ => 204);
        await first.SubscribeAsync(subscriber.Url);
        await first.Log.AppendAsync([.. Enumerable.Range(0, 100).Select(i => new SomeEvent($"customer:C-{i % 10}"))]);
        await first.StartAsync();
        await DeliveryFixture.UntilAsync(() => subscriber.Taken.Count() == 100, "the first events");
        await second.StartAsync();

        await first.StopAsync();
        await second.Log.AppendAsync([.. Enumerable.Range(0, 100).Select(i => new SomeEvent($"customer:C-{i % 10}"))]);
        await DeliveryFixture.UntilAsync(() => subscriber.Taken.Count() >= 200, "the events after the first gateway has gone");
        await second.StopAsync();

        Assert.Equal(200, subscriber.Taken.Count());
        Assert.All(subscriber.Taken.GroupBy(one => one.Key), key => Assert.Equal(Enumerable.Range(1, 20).Select(i => (long)i), key.Select(one => one.KeySeq)));
    }

    [Fact]
    public async Task Deliver_DeadLetterOnPostgres_IsKeptAndRedelivered()
    {
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await using var delivery = await DeliveryFixture.OpenAsync(database);
        var status = 415;
        await using var subscriber = await Subscriber.StartAsync(_ => status);
        await delivery.SubscribeAsync(subscriber.Url);
        await delivery.Log.AppendAsync(new SomeEvent("customer:C-1"), new SomeEvent("customer:C-1"));
        await delivery.StartAsync();
        await using var host = await delivery.ServeAsync();
        await DeliveryFixture.UntilAsync(async () => (await delivery.Progress.DeadLettersAsync("loyalty", "", 0, 10, CancellationToken.None)).Count == 1, "the dead letter");

        status = 204;
        await host.Client.PostAsJsonAsync("/subscriptions/loyalty/dead-letters/1/redeliver", new { reason = "repaired" }, TestContext.Current.CancellationToken);
        await DeliveryFixture.UntilAsync(() => subscriber.Taken.Count() == 2, "both events");
        await DeliveryFixture.UntilAsync(async () => (await delivery.Progress.DeadLettersAsync("loyalty", "", 0, 10, CancellationToken.None)).Count == 0, "no dead letter");
        await delivery.StopAsync();

        Assert.Equal([1, 2], subscriber.Taken.Select(one => one.KeySeq));
        Assert.Empty(await delivery.Progress.LanesAsync("loyalty", CancellationToken.None));
    }
}

using RetailSync.Events.Subscriptions;
using RetailSync.Events.Tests.Log;

namespace RetailSync.Events.Tests.Delivery.Hosting;

public class DeliveryTests
{
    private const string Poison = "customer:C-13";

    [Fact]
    public async Task Deliver_OnePoisonKey_TheOthersAllArriveInOrder()
    {
        await using var delivery = await DeliveryFixture.OpenAsync();
        await using var subscriber = await Subscriber.StartAsync(taken => (string)taken["partitionkey"]! == Poison ? 500 : 204);
        for (var round = 0; round < 8; round++)
        {
            await delivery.Log.AppendAsync([.. Enumerable.Range(0, 500).Select(i => new SomeEvent($"customer:C-{i}"))]);
        }

        await delivery.SubscribeAsync(subscriber.Url);
        await delivery.StartAsync();
        await DeliveryFixture.UntilAsync(() => subscriber.Taken.Count() >= 499 * 8, "every event of the healthy keys");
        await delivery.StopAsync();

        var byKey = subscriber.Taken.GroupBy(one => one.Key).ToDictionary(key => key.Key, key => key.Select(one => one.KeySeq).ToList());
        Assert.Equal(499, byKey.Count);
        Assert.All(byKey.Values, numbers => Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], numbers));
        Assert.All(subscriber.Attempts.Where(one => one.Key == Poison), one => Assert.Equal(1, one.KeySeq));
    }

    [Fact]
    public async Task Deliver_StoppedAndBegunAnew_SendsNothingTwice()
    {
        await using var delivery = await DeliveryFixture.OpenAsync();
        await using var subscriber = await Subscriber.StartAsync(taken => (string)taken["partitionkey"]! == Poison ? 500 : 204);
        await delivery.Log.AppendAsync([.. Enumerable.Range(0, 50).Select(i => new SomeEvent($"customer:C-{i}"))]);
        await delivery.SubscribeAsync(subscriber.Url);
        await delivery.StartAsync();
        await DeliveryFixture.UntilAsync(() => subscriber.Taken.Count() == 49, "the first events");
        await delivery.StopAsync();

        await delivery.Log.ReopenAsync();
        await delivery.Log.AppendAsync([.. Enumerable.Range(0, 50).Select(i => new SomeEvent($"customer:C-{i}"))]);
        await delivery.StartAsync();
        await DeliveryFixture.UntilAsync(() => subscriber.Taken.Count() >= 98, "the second events");
        await delivery.StopAsync();

        Assert.Equal(98, subscriber.Taken.Distinct().Count());
        Assert.Equal(98, subscriber.Taken.Count());
    }

    [Fact]
    public async Task Deliver_ProcessDies_SendsOnlyWhatWasNotKeptAgain()
    {
        await using var delivery = await DeliveryFixture.OpenAsync();
        await using var subscriber = await Subscriber.StartAsync(_ => 204);
        await delivery.Log.AppendAsync([.. Enumerable.Range(0, 200).Select(i => new SomeEvent($"customer:C-{i}"))]);
        await delivery.SubscribeAsync(subscriber.Url);
        await delivery.StartAsync();
        await DeliveryFixture.UntilAsync(async () => (await delivery.Progress.LoadAsync("loyalty", CancellationToken.None)) is { Position: 200, Pending.Count: 0 }, "all of it kept");

        // The store goes away under the running service: nothing can be kept or released any more.
        await delivery.Log.ReopenAsync();
        await delivery.Log.AppendAsync(new SomeEvent("customer:C-1"));
        await delivery.StartAsync();
        await DeliveryFixture.UntilAsync(() => subscriber.Taken.Contains(("customer:C-1", 2)), "the event after the restart");
        await delivery.StopAsync();

        Assert.Equal(201, subscriber.Taken.Count());
    }

    [Fact]
    public async Task Deliver_Placeholder_BlocksItsKeyUntilItIsRebuilt()
    {
        await using var delivery = await DeliveryFixture.OpenAsync();
        await using var subscriber = await Subscriber.StartAsync(_ => 204);
        await delivery.SubscribeAsync(subscriber.Url);
        var ids = await delivery.Log.AppendAsync(new SomeEvent("customer:C-1") { Data = null, Defect = "broken" }, new SomeEvent("customer:C-1"), new SomeEvent("customer:C-2"));
        await delivery.StartAsync();
        await DeliveryFixture.UntilAsync(() => subscriber.Taken.Contains(("customer:C-2", 1)), "the other key's event");
        var before = subscriber.Taken.ToList();

        await delivery.Log.RebuildAsync(ids[0], "{}"u8.ToArray());
        await DeliveryFixture.UntilAsync(() => subscriber.Taken.Count() == 3, "the rebuilt event and the one behind it");
        await delivery.StopAsync();

        Assert.Equal([("customer:C-2", 1L)], before);
        Assert.Equal([1, 2], subscriber.Taken.Where(one => one.Key == "customer:C-1").Select(one => one.KeySeq));
    }

    [Fact]
    public async Task Deliver_Gone_DisablesTheSubscription()
    {
        await using var delivery = await DeliveryFixture.OpenAsync();
        await using var subscriber = await Subscriber.StartAsync(_ => 410);
        await delivery.SubscribeAsync(subscriber.Url);
        await delivery.Log.AppendAsync(new SomeEvent("customer:C-1"));

        await delivery.StartAsync();
        await DeliveryFixture.UntilAsync(async () => (await delivery.Subscriptions.FindAsync("loyalty", CancellationToken.None))!.State == "disabled", "the subscription disabled");
        await delivery.StopAsync();

        Assert.Contains("410", (await delivery.Subscriptions.FindAsync("loyalty", CancellationToken.None))!.Reason, StringComparison.Ordinal);
        Assert.Equal([1L], (await delivery.Progress.LoadAsync("loyalty", CancellationToken.None))!.Pending);
    }

    [Fact]
    public async Task Deliver_UnsupportedMediaType_IsADeadLetterAndTheKeyWaits()
    {
        await using var delivery = await DeliveryFixture.OpenAsync();
        await using var subscriber = await Subscriber.StartAsync(taken => (string)taken["keysequence"]! == "00000000000000000001" ? 415 : 204);
        await delivery.SubscribeAsync(subscriber.Url);
        await delivery.Log.AppendAsync(new SomeEvent("customer:C-1"), new SomeEvent("customer:C-1"));

        await delivery.StartAsync();
        await DeliveryFixture.UntilAsync(async () => (await delivery.Progress.DeadLettersAsync("loyalty", "", 0, 10, CancellationToken.None)).Count == 1, "the dead letter");
        await delivery.StopAsync();

        Assert.Empty(subscriber.Taken);
        Assert.True((await delivery.Progress.LanesAsync("loyalty", CancellationToken.None)).Single().IsBlocked);
    }

    [Fact]
    public async Task Deliver_SkipWithGap_TellsTheGap()
    {
        await using var delivery = await DeliveryFixture.OpenAsync();
        await using var subscriber = await Subscriber.StartAsync(taken => (string)taken["keysequence"]! == "00000000000000000002" ? 415 : 204);
        await delivery.SubscribeAsync(subscriber.Url, new SubscriptionDefinition { Order = "skip-with-gap" });
        await delivery.Log.AppendAsync(new SomeEvent("customer:C-1"), new SomeEvent("customer:C-1"), new SomeEvent("customer:C-1"));

        await delivery.StartAsync();
        await DeliveryFixture.UntilAsync(() => subscriber.Taken.Count() == 2, "the events around the gap");
        await delivery.StopAsync();

        var gaps = subscriber.Attempts.Where(one => one.Status == 204).Select(one => (string?)one.Event["gapfrom"]);
        Assert.Equal([null, "00000000000000000002"], gaps);
    }
}

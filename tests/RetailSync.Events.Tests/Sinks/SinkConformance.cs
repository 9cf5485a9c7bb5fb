using RetailSync.Events.Delivery.Dispatch;
using RetailSync.Events.Delivery.Targets;
using RetailSync.Events.Log;
using RetailSync.Events.Subscriptions;
using RetailSync.Events.Tests.Delivery.Hosting;
using RetailSync.Events.Tests.Log;

namespace RetailSync.Events.Tests.Sinks;

/// <summary>What holds of a sink on every backbone.</summary>
public abstract class SinkConformance
{
    private protected abstract Task<SinkHome> OpenAsync();

    [Fact]
    public async Task Take_Event_IsThereWithAllItsAttributes()
    {
        await using var home = await OpenAsync();
        var stored = Event("customer:C-1001", 7) with { Correlation = "r-1", Causation = "e-0", TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", IsReconstructed = true };

        var result = await home.Sink.TakeAsync("erp", new Outgoing(stored, new CloudEventMarks(GapFrom: 3, IsReplayed: true)), Cancel);

        Assert.Equal(SendResult.Delivered, result);
        Assert.Equal("connected", home.Sink.State.State);
        var taken = Assert.Single(await home.ReadAllAsync());
        Assert.Equal(stored.Data!.Value.ToArray(), taken.Data);
        var expected = CloudEventWriter.Attributes(stored, new CloudEventMarks(GapFrom: 3, IsReplayed: true)).Append(("datacontenttype", "application/json"));
        Assert.Equal(expected.OrderBy(one => one.Item1), taken.Attributes.Select(one => (one.Key, one.Value)).OrderBy(one => one.Key));
    }

    [Fact]
    public async Task Take_ErasedEvent_IsThereWithoutData()
    {
        await using var home = await OpenAsync();

        var result = await home.Sink.TakeAsync("erp", new Outgoing(Event("customer:C-1", 1) with { Data = null, ContentType = null, IsErased = true }, default), Cancel);

        Assert.Equal(SendResult.Delivered, result);
        var taken = Assert.Single(await home.ReadAllAsync());
        Assert.Equal(("true", 0), (taken.Attributes["erased"], taken.Data.Length));
    }

    [Fact]
    public async Task Take_BackboneKilledInTheMiddle_NothingConfirmedIsLostAndKeysKeepTheirOrder()
    {
        const int Keys = 8;
        const int PerKey = 150;
        await using var home = await OpenAsync();
        var confirmed = 0;
        var faults = 0;
        var underWay = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        async Task SendKeyAsync(int key)
        {
            for (var i = 1; i <= PerKey; i++)
            {
                var stored = Event($"order:{key}", i);
                while ((await home.Sink.TakeAsync("erp", new Outgoing(stored, default), Cancel)).Verdict != SendVerdict.Delivered)
                {
                    Interlocked.Increment(ref faults);
                    await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Cancel);
                }

                if (Interlocked.Increment(ref confirmed) == Keys * PerKey / 4)
                {
                    underWay.SetResult();
                }
            }
        }

        var sending = Task.WhenAll(Enumerable.Range(0, Keys).Select(SendKeyAsync));
        await underWay.Task;
        await home.StopAsync();
        try
        {
            await DeliveryFixture.UntilAsync(() => Volatile.Read(ref faults) > 0, "a fault is told while the backbone is away");
            Assert.Equal("disconnected", home.Sink.State.State);
        }
        finally
        {
            // The tests behind this one need it.
            await home.StartAsync();
        }

        await sending;

        var taken = await home.ReadAllAsync();
        foreach (var key in Enumerable.Range(0, Keys))
        {
            // A repetition follows directly on its original: the next event of the key was not sent before.
            var inOrder = new List<long>();
            foreach (var seq in taken.Where(one => one.Key == $"order:{key}").Select(one => one.KeySeq))
            {
                if (inOrder.Count == 0 || inOrder[^1] != seq)
                {
                    inOrder.Add(seq);
                }
            }

            Assert.Equal(Enumerable.Range(1, PerKey).Select(i => (long)i), inOrder);
        }

        Assert.Equal(Keys * PerKey, taken.Select(one => one.Id).Distinct().Count());
        Assert.InRange(taken.Count, Keys * PerKey, (Keys * PerKey) + faults);
    }

    [Fact]
    public async Task Take_WrongPassword_IsToldWithoutIt()
    {
        await using var home = await OpenAsync();
        var sink = home.SinkWithWrongPassword();
        await using var owned = (IAsyncDisposable)sink;

        var result = await sink.TakeAsync("erp", new Outgoing(Event("customer:C-1", 1), default), Cancel);

        Assert.Equal((SendVerdict.Retry, true), (result.Verdict, result.EndpointIsIll));
        Assert.Contains("refused the user", result.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-password", result.Reason, StringComparison.Ordinal);
        Assert.Equal(("disconnected", result.Reason), (sink.State.State, sink.State.Reason));
    }

    [Fact]
    public async Task Take_Cancelled_Throws()
    {
        await using var home = await OpenAsync();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => home.Sink.TakeAsync("erp", new Outgoing(Event("customer:C-1", 1), default), cancelled.Token));
    }

    [Fact]
    public async Task Delivery_SinkAsTarget_DeliversEveryKeyInItsOrder()
    {
        const int Keys = 20;
        const int Events = 500;
        await using var home = await OpenAsync();
        await using var delivery = await DeliveryFixture.OpenAsync();
        delivery.Sinks.Add(home.Sink);
        var target = new TargetDefinition { Kind = "sink", Name = home.Sink.Name };
        var subscription = await delivery.SubscribeAsync(new Uri("http://unused.example.com"), new SubscriptionDefinition { From = "earliest", Target = target });
        await delivery.StartAsync();
        foreach (var part in Enumerable.Range(0, Events).Select(i => new SomeEvent($"order:{i % Keys}")).Chunk(100))
        {
            await delivery.Log.AppendAsync(part);
        }

        await DeliveryFixture.UntilAsync(async () => await home.CountAsync() >= Events, $"{Events} events arrive");

        var taken = await home.ReadAllAsync();
        Assert.Equal(Events, taken.Count);
        Assert.All(taken.GroupBy(one => one.Key), key => Assert.Equal(Enumerable.Range(1, Events / Keys).Select(i => (long)i), key.Select(one => one.KeySeq)));
        var status = await new SubscriptionStatusReader(delivery.Log.Store, delivery.Log.Log, delivery.Progress, delivery.Service, delivery.Targets).ReadAsync(subscription, Cancel);
        Assert.Equal(new SinkState(home.Sink.Name, home.Sink.Kind, "connected"), status.Sink);
        Assert.Equal(Keys, taken.Select(one => one.Key).Distinct().Count());
    }

    private protected static StoredEvent Event(string key, long keySeq) => new()
    {
        Seq = keySeq,
        Id = $"{key}-{keySeq}",
        OperationId = "op-1",
        Type = "retail.customer.updated.v1",
        System = "crm",
        Key = key,
        KeySeq = keySeq,
        ContentType = "application/json",
        Data = """{"customerId":"C-1001","name":"Zoë"}"""u8.ToArray(),
        DataSchema = "https://api.example.com/catalog/schema",
        RecordedAt = new DateTimeOffset(2030, 5, 1, 12, 0, 0, TimeSpan.Zero),
    };

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;
}

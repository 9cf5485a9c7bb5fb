using System.Text.Json;
using RabbitMQ.Client;
using RetailSync.Events.Delivery.Dispatch;
using RetailSync.Events.Delivery.Targets;

namespace RetailSync.Events.Tests.Sinks;

public sealed class RabbitMqSinkTests(RabbitBroker broker) : SinkConformance, IClassFixture<RabbitBroker>
{
    private protected override async Task<SinkHome> OpenAsync() => await RabbitHome.OpenAsync(broker.Server);

    [Fact]
    public async Task Take_NoQueueForItsRoutingKey_IsTriedAgainUntilThereIsOne()
    {
        await using var home = await RabbitHome.OpenAsync(broker.Server, pattern: "retail.order.#");
        var outgoing = new Outgoing(Event("customer:C-1", 1), default);

        var unroutable = await home.Sink.TakeAsync("erp", outgoing, Cancel);
        await home.WithChannelAsync(async channel =>
        {
            await channel.QueueBindAsync(home.Exchange, home.Exchange, "retail.customer.*.v1");
            return 0;
        });
        var routable = await home.Sink.TakeAsync("erp", outgoing, Cancel);

        Assert.Equal((SendVerdict.Retry, false), (unroutable.Verdict, unroutable.EndpointIsIll));
        Assert.Equal($"no queue of the exchange '{home.Exchange}' takes the routing key 'retail.customer.updated.v1' (312 NO_ROUTE)", unroutable.Reason);
        Assert.Equal(SendResult.Delivered, routable);
    }

    [Fact]
    public async Task Take_NoExchange_IsToldAndIll()
    {
        await using var home = await RabbitHome.OpenAsync(broker.Server, pattern: null);

        var result = await home.Sink.TakeAsync("erp", new Outgoing(Event("customer:C-1", 1), default), Cancel);

        Assert.Equal(new SendResult(SendVerdict.Retry, $"the exchange '{home.Exchange}' does not exist; make it, or set DeclareExchange", EndpointIsIll: true), result);
    }

    [Fact]
    public async Task Take_NoExchangeAndDeclareExchange_IsMade()
    {
        await using var home = await RabbitHome.OpenAsync(broker.Server, "\"DeclareExchange\": true", pattern: null);

        var result = await home.Sink.TakeAsync("erp", new Outgoing(Event("customer:C-1", 1), default), Cancel);

        Assert.Contains("NO_ROUTE", result.Reason, StringComparison.Ordinal);
        await home.WithChannelAsync(async channel =>
        {
            await channel.ExchangeDeclarePassiveAsync(home.Exchange);
            return 0;
        });
    }

    [Fact]
    public async Task Take_ExchangeDeletedMeanwhile_IsToldAndGoesOnWhenItIsBack()
    {
        await using var home = await RabbitHome.OpenAsync(broker.Server);
        Assert.Equal(SendResult.Delivered, await home.Sink.TakeAsync("erp", new Outgoing(Event("customer:C-1", 1), default), Cancel));
        await home.WithChannelAsync(async channel =>
        {
            await channel.ExchangeDeleteAsync(home.Exchange);
            return 0;
        });

        var gone = await home.Sink.TakeAsync("erp", new Outgoing(Event("customer:C-1", 2), default), Cancel);
        await home.WithChannelAsync(async channel =>
        {
            await channel.ExchangeDeclareAsync(home.Exchange, ExchangeType.Topic, durable: true);
            await channel.QueueBindAsync(home.Exchange, home.Exchange, "#");
            return 0;
        });

        Assert.Contains("does not exist", gone.Reason, StringComparison.Ordinal);
        await Delivery.Hosting.DeliveryFixture.UntilAsync(
            async () => await home.Sink.TakeAsync("erp", new Outgoing(Event("customer:C-1", 2), default), Cancel) == SendResult.Delivered, "the sink goes on");
    }

    [Fact]
    public async Task Take_Message_IsPersistentWithIdAndRoutingKey()
    {
        await using var home = await RabbitHome.OpenAsync(broker.Server, "\"RoutingKey\": \"{system}.{entity}.{key}\"");

        await home.Sink.TakeAsync("erp", new Outgoing(Event("customer:C-1", 1), default), Cancel);

        var message = Assert.Single(await home.ReadMessagesAsync());
        Assert.Equal(
            ("crm.customer.customer:C-1", true, "customer:C-1-1", "retail.customer.updated.v1", "retailsync"),
            (message.RoutingKey, message.BasicProperties.Persistent, message.BasicProperties.MessageId, message.BasicProperties.Type, message.BasicProperties.AppId));
    }

    [Fact]
    public async Task Take_Structured_IsOneJsonBody()
    {
        await using var home = await RabbitHome.OpenAsync(broker.Server, "\"Mode\": \"structured\"");

        await home.Sink.TakeAsync("erp", new Outgoing(Event("customer:C-1", 1), default), Cancel);

        var message = Assert.Single(await home.ReadMessagesAsync());
        Assert.Equal("application/cloudevents+json; charset=utf-8", message.BasicProperties.ContentType);
        var body = JsonDocument.Parse(message.Body).RootElement;
        Assert.Equal(("customer:C-1-1", "Zoë"), (body.GetProperty("id").GetString(), body.GetProperty("data").GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Take_RoutingKeyTooLong_IsADeadLetter()
    {
        await using var home = await RabbitHome.OpenAsync(broker.Server, "\"RoutingKey\": \"{key}\"");

        var result = await home.Sink.TakeAsync("erp", new Outgoing(Event("customer:" + new string('x', 247), 1), default), Cancel);

        Assert.Equal(new SendResult(SendVerdict.DeadLetter, "its routing key would be longer than 255 bytes"), result);
    }

    [Fact]
    public async Task Take_QueueFull_IsTriedAgain()
    {
        await using var home = await RabbitHome.OpenAsync(broker.Server, pattern: null);
        await home.WithChannelAsync(async channel =>
        {
            await channel.ExchangeDeclareAsync(home.Exchange, ExchangeType.Topic, durable: true);
            await channel.QueueDeclareAsync(
                home.Exchange, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-max-length"] = 1, ["x-overflow"] = "reject-publish" });
            await channel.QueueBindAsync(home.Exchange, home.Exchange, "#");
            return 0;
        });

        var first = await home.Sink.TakeAsync("erp", new Outgoing(Event("customer:C-1", 1), default), Cancel);
        var second = await home.Sink.TakeAsync("erp", new Outgoing(Event("customer:C-1", 2), default), Cancel);

        Assert.Equal(SendResult.Delivered, first);
        Assert.Equal(new SendResult(SendVerdict.Retry, "the broker did not take it: a queue is full, or failed"), second);
    }

    [Fact]
    public async Task Take_BrokerRaisesItsAlarm_WaitsWithoutUsingUpAttempts()
    {
        await using var home = await RabbitHome.OpenAsync(broker.Server, "\"ConfirmSeconds\": 5");
        Assert.Equal(SendResult.Delivered, await home.Sink.TakeAsync("erp", new Outgoing(Event("customer:C-1", 1), default), Cancel));
        await broker.Server.SetAlarmAsync(true);
        SendResult first, second;
        string state;
        try
        {
            // The broker tells of it when somebody publishes.
            first = await home.Sink.TakeAsync("erp", new Outgoing(Event("customer:C-1", 2), default), Cancel);
            second = await home.Sink.TakeAsync("erp", new Outgoing(Event("customer:C-2", 1), default), Cancel);
            state = home.Sink.State.State;
        }
        finally
        {
            await broker.Server.SetAlarmAsync(false);
        }

        await Delivery.Hosting.DeliveryFixture.UntilAsync(
            async () => await home.Sink.TakeAsync("erp", new Outgoing(Event("customer:C-1", 2), default), Cancel) == SendResult.Delivered, "the broker takes messages again");

        Assert.Equal((SendVerdict.Throttled, SendVerdict.Throttled, "blocked"), (first.Verdict, second.Verdict, state));
        Assert.Equal("the broker takes nothing at the moment: low on memory", second.Reason);
        Assert.Equal("connected", home.Sink.State.State);
    }
}

using System.Globalization;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using RabbitMQ.Client;
using RetailSync.Events.Delivery.Targets;
using RetailSync.Events.Sinks;
using RetailSync.Events.Sinks.RabbitMq;
using RetailSync.Gateway;
using RetailSync.Testing;

namespace RetailSync.Events.Tests.Sinks;

/// <summary>An exchange with one durable queue that takes all.</summary>
internal sealed class RabbitHome : SinkHome
{
    private readonly RabbitServer _server;
    private readonly RabbitMqSink _sink;

    private RabbitHome(RabbitServer server, string exchange, string? more)
    {
        (_server, Exchange) = (server, exchange);
        _sink = Make(server.Connection, more);
    }

    public override IEventSink Sink => _sink;

    /// <summary>The exchange's name, and the queue's.</summary>
    public string Exchange { get; }

    /// <summary>Makes the exchange and the queue, bound by a pattern.</summary>
    /// <param name="server">The broker.</param>
    /// <param name="more">Further settings of the sink: members of a JSON object.</param>
    /// <param name="pattern">What the queue takes; null: no exchange is made.</param>
    public static async Task<RabbitHome> OpenAsync(RabbitServer server, string? more = null, string? pattern = "#")
    {
        var home = new RabbitHome(server, $"events-{Guid.NewGuid():N}", more);
        if (pattern is not null)
        {
            await home.WithChannelAsync(async channel =>
            {
                await channel.ExchangeDeclareAsync(home.Exchange, ExchangeType.Topic, durable: true);
                await channel.QueueDeclareAsync(home.Exchange, durable: true, exclusive: false, autoDelete: false);
                await channel.QueueBindAsync(home.Exchange, home.Exchange, pattern);
                return 0;
            });
        }

        return home;
    }

    public override IEventSink SinkWithWrongPassword() => Make(_server.Connection.Replace("guest:guest", "guest:wrong-password", StringComparison.Ordinal), null);

    public override Task<int> CountAsync() => WithChannelAsync(async channel => (int)(await channel.QueueDeclarePassiveAsync(Exchange)).MessageCount);

    public override async Task<IReadOnlyList<TakenEvent>> ReadAllAsync() => [.. (await ReadMessagesAsync()).Select(Read)];

    /// <summary>Takes out all messages as they are.</summary>
    public Task<List<BasicGetResult>> ReadMessagesAsync() => WithChannelAsync(async channel =>
    {
        var messages = new List<BasicGetResult>();
        while (await channel.BasicGetAsync(Exchange, autoAck: true) is { } message)
        {
            messages.Add(message);
        }

        return messages;
    });

    public override Task StopAsync() => _server.StopAsync();

    public override Task StartAsync() => _server.StartAsync();

    public override async ValueTask DisposeAsync()
    {
        await _sink.DisposeAsync();
        await WithChannelAsync(async channel =>
        {
            await channel.QueueDeleteAsync(Exchange);
            await channel.ExchangeDeleteAsync(Exchange);
            return 0;
        });
    }

    /// <summary>Does something at the broker over a connection of its own.</summary>
    public async Task<T> WithChannelAsync<T>(Func<IChannel, Task<T>> work)
    {
        var factory = new ConnectionFactory { Uri = new Uri(_server.Connection) };
        await using var connection = await factory.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        return await work(channel);
    }

    private RabbitMqSink Make(string connection, string? more)
    {
        var json = $$"""{ "Sinks": { "backbone": { "Kind": "rabbitmq", "Connection": "env:X", "Exchange": "{{Exchange}}"{{(more is null ? "" : ", " + more)}} } } }""";
        var faults = new List<ConfigFault>();
        var settings = SinkSettings.Read(new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build(), (_, _, _) => connection, faults);
        Assert.Empty(faults);
        return new RabbitMqSink(Assert.Single(settings.Rabbit), TimeProvider.System, NullLogger<RabbitMqSink>.Instance);
    }

    private static TakenEvent Read(BasicGetResult message)
    {
        const string Prefix = "cloudEvents:";
        var attributes = message.BasicProperties.Headers!.Where(header => header.Key.StartsWith(Prefix, StringComparison.Ordinal)).ToDictionary(header => header.Key[Prefix.Length..], header => Text(header.Value));
        if (message.BasicProperties.IsContentTypePresent())
        {
            attributes["datacontenttype"] = message.BasicProperties.ContentType!;
        }

        return new TakenEvent(attributes["id"], attributes["partitionkey"], long.Parse(attributes["keysequence"], CultureInfo.InvariantCulture), attributes, message.Body.ToArray());
    }

    private static string Text(object? value) => value switch
    {
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        true => "true",
        _ => throw new InvalidOperationException($"A header is a {value?.GetType().Name}."),
    };
}

using Microsoft.Extensions.Logging;
using RabbitMQ.Client.Exceptions;
using RetailSync.Events.Delivery.Dispatch;
using RetailSync.Events.Delivery.Targets;

namespace RetailSync.Events.Sinks.RabbitMq;

/// <summary>Publishes events to an exchange of RabbitMQ; an event is delivered when the broker has confirmed it. Safe to use from many threads.</summary>
/// <remarks>
/// All events go through one channel, whose messages the broker takes in the order in which they were written. An attempt that waited in vain for its confirmation therefore leaves the channel open: its message
/// can only arrive before its repetition. A connection that broke is replaced, and what it had not confirmed is sent again with the same id.
/// </remarks>
internal sealed class RabbitMqSink : IEventSink, IAsyncDisposable
{
    private static readonly TimeSpan BlockedWait = TimeSpan.FromSeconds(5);

    private readonly RabbitMqSettings _settings;
    private readonly RabbitMqConnector _connector;
    private readonly SemaphoreSlim _slots;
    private readonly TimeProvider _clock;

    /// <summary>Makes it; it connects when it is handed its first event.</summary>
    public RabbitMqSink(RabbitMqSettings settings, TimeProvider clock, ILogger<RabbitMqSink> logger)
    {
        (_settings, _clock) = (settings, clock);
        _connector = new RabbitMqConnector(settings, clock, logger);
        _slots = new SemaphoreSlim(settings.Options.MaxInFlight, settings.Options.MaxInFlight);
    }

    /// <inheritdoc/>
    public string Name => _settings.Name;

    /// <inheritdoc/>
    public string Kind => "rabbitmq";

    /// <inheritdoc/>
    public SinkState State => _connector.BlockedBecause is { } blocked ? new SinkState(Name, Kind, "blocked", blocked)
        : _connector.IsConnected ? new SinkState(Name, Kind, "connected")
        : new SinkState(Name, Kind, "disconnected", _connector.Fault);

    /// <inheritdoc/>
    public async Task<SendResult> TakeAsync(string subscription, Outgoing outgoing, CancellationToken cancellationToken)
    {
        if (_connector.BlockedBecause is { } alarm)
        {
            return Blocked(alarm);
        }

        if (_settings.RoutingKey.Fill(outgoing.Event) is not { } routingKey)
        {
            return new SendResult(SendVerdict.DeadLetter, $"its routing key would be longer than {RoutingKeyTemplate.MostBytes} bytes");
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = _clock.CreateTimer(static source => ((CancellationTokenSource)source!).Cancel(), limit, TimeSpan.FromSeconds(_settings.Options.ConfirmSeconds), Timeout.InfiniteTimeSpan);
        try
        {
            await _slots.WaitAsync(limit.Token);
            try
            {
                return await PublishAsync(routingKey, outgoing, limit.Token);
            }
            finally
            {
                _slots.Release();
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return _connector.BlockedBecause is { } reason
                ? Blocked(reason)
                : new SendResult(SendVerdict.Retry, $"no confirmation within {_settings.Options.ConfirmSeconds} s", EndpointIsIll: true);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _connector.DisposeAsync();
        _slots.Dispose();
    }

    private async Task<SendResult> PublishAsync(string routingKey, Outgoing outgoing, CancellationToken cancellationToken)
    {
        var (properties, body) = RabbitMqMessage.Of(outgoing, _settings.Options.Mode == "binary");
        try
        {
            var channel = await _connector.OpenAsync(cancellationToken);
            await channel.BasicPublishAsync(_settings.Options.Exchange!, routingKey, mandatory: true, properties, body, cancellationToken);
            return SendResult.Delivered;
        }
        catch (PublishReturnException returned)
        {
            // A queue can be bound while the event waits.
            return new SendResult(SendVerdict.Retry, $"no queue of the exchange '{_settings.Options.Exchange}' takes the routing key '{routingKey}' ({returned.ReplyCode} {RabbitMqFaults.Shorten(returned.ReplyText)})");
        }
        catch (PublishException)
        {
            return new SendResult(SendVerdict.Retry, "the broker did not take it: a queue is full, or failed");
        }
        catch (SinkException unreachable)
        {
            return new SendResult(SendVerdict.Retry, unreachable.Message, EndpointIsIll: true);
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or OutOfMemoryException))
        {
            return new SendResult(SendVerdict.Retry, RabbitMqFaults.Explain(fault, _settings), EndpointIsIll: true);
        }
    }

    private static SendResult Blocked(string reason) => new(SendVerdict.Throttled, $"the broker takes nothing at the moment: {reason}", BlockedWait);
}

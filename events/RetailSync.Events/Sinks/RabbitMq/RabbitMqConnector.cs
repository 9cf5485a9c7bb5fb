using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace RetailSync.Events.Sinks.RabbitMq;

/// <summary>Keeps one connection and one channel with publisher confirms, and makes new ones when they break. Safe to use from many threads.</summary>
/// <param name="settings">Where and how.</param>
/// <param name="clock">Tells the time.</param>
/// <param name="logger">Takes what those who operate the gateway should know.</param>
internal sealed partial class RabbitMqConnector(RabbitMqSettings settings, TimeProvider clock, ILogger logger) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private IConnection? _connection;
    private volatile IChannel? _channel;
    private volatile string? _blockedBecause;
    private volatile string? _fault;
    private DateTimeOffset _nextTry;

    /// <summary>Why the broker takes nothing at the moment; null: it does.</summary>
    public string? BlockedBecause => _blockedBecause;

    /// <summary>Why there is no connection; null: there is one, or nobody has asked for one yet.</summary>
    public string? Fault => _fault;

    /// <summary>Whether there is a connection.</summary>
    public bool IsConnected => _channel is { IsOpen: true };

    /// <summary>The channel. Where there is none, one caller connects and the others wait; after a fault nobody tries again for a second.</summary>
    /// <exception cref="SinkException">There is none; the message says why, without secrets.</exception>
    public async Task<IChannel> OpenAsync(CancellationToken cancellationToken)
    {
        if (_channel is { IsOpen: true } open)
        {
            return open;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_channel is { IsOpen: true } madeMeanwhile)
            {
                return madeMeanwhile;
            }

            if (_fault is { } fault && clock.GetUtcNow() < _nextTry)
            {
                throw new SinkException(fault);
            }

            return await MakeAsync(cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _gate.Dispose();
    }

    private async Task<IChannel> MakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            // A channel that the broker closed does not take the connection with it, yet a new one of both is simpler than to tell the cases apart.
            await CloseAsync();
            var connection = await Factory().CreateConnectionAsync(Endpoints(), $"retailsync {settings.Name}", cancellationToken);
            _connection = connection;
            connection.ConnectionBlockedAsync += BlockedAsync;
            connection.ConnectionUnblockedAsync += UnblockedAsync;
            connection.ConnectionShutdownAsync += ClosedAsync;
            var channel = await connection.CreateChannelAsync(
                new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, new ThrottlingRateLimiter(settings.Options.MaxInFlight, 100)), cancellationToken);
            await (settings.Options.DeclareExchange
                ? channel.ExchangeDeclareAsync(settings.Options.Exchange!, ExchangeType.Topic, durable: true, autoDelete: false, cancellationToken: cancellationToken)
                : channel.ExchangeDeclarePassiveAsync(settings.Options.Exchange!, cancellationToken));
            (_channel, _fault) = (channel, null);
            LogConnected(settings.Name, settings.Places);
            return channel;
        }
        catch (Exception failed) when (failed is not (OperationCanceledException or OutOfMemoryException) || !cancellationToken.IsCancellationRequested)
        {
            var reason = RabbitMqFaults.Explain(failed, settings);
            if (_fault != reason)
            {
                LogFault(settings.Name, reason);
            }

            (_fault, _nextTry) = (reason, clock.GetUtcNow() + Pause);
            await CloseAsync();
            throw new SinkException(reason, failed);
        }
    }

    // The library's own recovery is off: it would send nothing again, and what it restores (queues, consumers) is not used here.
    private ConnectionFactory Factory()
    {
        var factory = new ConnectionFactory
        {
            Uri = settings.Brokers[0],
            AutomaticRecoveryEnabled = false,
            TopologyRecoveryEnabled = false,
            RequestedHeartbeat = TimeSpan.FromSeconds(settings.Options.HeartbeatSeconds),
            RequestedConnectionTimeout = TimeSpan.FromSeconds(settings.Options.ConfirmSeconds),
        };
        if (factory.Ssl.Enabled && settings.Options.TlsServerName is { Length: > 0 } name)
        {
            factory.Ssl.ServerName = name;
        }

        return factory;
    }

    private List<AmqpTcpEndpoint> Endpoints()
    {
        var endpoints = settings.Brokers.Select(broker => new AmqpTcpEndpoint(broker)).ToList();
        foreach (var endpoint in endpoints.Where(endpoint => endpoint.Ssl.Enabled && settings.Options.TlsServerName is { Length: > 0 }))
        {
            endpoint.Ssl.ServerName = settings.Options.TlsServerName!;
        }

        return endpoints;
    }

    private async Task CloseAsync()
    {
        var (channel, connection) = (_channel, _connection);
        (_channel, _connection, _blockedBecause) = (null, null, null);
        try
        {
            if (channel is not null)
            {
                await channel.DisposeAsync();
            }

            if (connection is not null)
            {
                await connection.DisposeAsync();
            }
        }
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            // It is given up in any case.
            LogCloseFault(settings.Name, broken);
        }
    }

    private Task BlockedAsync(object sender, ConnectionBlockedEventArgs blocked)
    {
        _blockedBecause = RabbitMqFaults.Shorten(blocked.Reason);
        LogBlocked(settings.Name, _blockedBecause);
        return Task.CompletedTask;
    }

    private Task UnblockedAsync(object sender, AsyncEventArgs unblocked)
    {
        _blockedBecause = null;
        LogUnblocked(settings.Name);
        return Task.CompletedTask;
    }

    private Task ClosedAsync(object sender, ShutdownEventArgs closed)
    {
        _blockedBecause = null;
        if (closed.Initiator != ShutdownInitiator.Application)
        {
            var reason = RabbitMqFaults.Shorten(closed.ReplyText);
            LogLost(settings.Name, reason);
        }

        return Task.CompletedTask;
    }

    [LoggerMessage(EventName = "SinkConnected", Level = LogLevel.Information, Message = "The sink {Sink} is connected to {Places}.")]
    private partial void LogConnected(string sink, string places);

    [LoggerMessage(EventName = "SinkUnreachable", Level = LogLevel.Warning, Message = "The sink {Sink} has no connection: {Reason}")]
    private partial void LogFault(string sink, string reason);

    [LoggerMessage(EventName = "SinkLost", Level = LogLevel.Warning, Message = "The sink {Sink} has lost its connection: {Reason}")]
    private partial void LogLost(string sink, string reason);

    [LoggerMessage(EventName = "SinkBlocked", Level = LogLevel.Warning, Message = "The broker of the sink {Sink} takes nothing at the moment: {Reason}")]
    private partial void LogBlocked(string sink, string reason);

    [LoggerMessage(EventName = "SinkUnblocked", Level = LogLevel.Information, Message = "The broker of the sink {Sink} takes messages again.")]
    private partial void LogUnblocked(string sink);

    [LoggerMessage(EventName = "SinkCloseFault", Level = LogLevel.Debug, Message = "The sink {Sink} could not close its connection in order.")]
    private partial void LogCloseFault(string sink, Exception fault);
}

using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace RetailSync.Events.Sinks.RabbitMq;

/// <summary>A sink on RabbitMQ, as it is written in the section <c>Sinks</c>; read at the start.</summary>
internal sealed class RabbitMqOptions
{
    /// <summary><c>rabbitmq</c>.</summary>
    public string Kind { get; init; } = "rabbitmq";

    /// <summary>A reference (<c>env:NAME</c>, <c>file:path</c>) to an AMQP URI: <c>amqps://user:password@host:5671/vhost</c>. Several brokers of one cluster: more URIs, separated by spaces, that differ in host and port only.</summary>
    [Required]
    public string? Connection { get; init; }

    /// <summary>The exchange that events are published to.</summary>
    [Required, RegularExpression("[A-Za-z0-9_.:-]{1,127}")]
    public string? Exchange { get; init; }

    /// <summary>Whether the exchange is made (durable, of type topic) where it is missing. Default false: it must be there.</summary>
    public bool DeclareExchange { get; init; }

    /// <summary>The routing key: a text with <c>{type}</c>, <c>{system}</c>, <c>{key}</c> and <c>{entity}</c> (the key before its colon). Default <c>{type}</c>.</summary>
    [Required, StringLength(255)]
    public string RoutingKey { get; init; } = "{type}";

    /// <summary>How an event is laid into a message: <c>binary</c> (attributes are headers, the default) or <c>structured</c> (all of it is one JSON body).</summary>
    [RegularExpression("binary|structured")]
    public string Mode { get; init; } = "binary";

    /// <summary>How many messages may wait for the broker's confirmation. 1 to 4,096; default 256.</summary>
    [Range(1, 4_096)]
    public int MaxInFlight { get; init; } = 256;

    /// <summary>How long one attempt may take, with connecting, in seconds. 1 to 300; default 30.</summary>
    [Range(1, 300)]
    public int ConfirmSeconds { get; init; } = 30;

    /// <summary>How often both sides show that they are there, in seconds; a connection is given up after two in vain. 1 to 600; default 30.</summary>
    [Range(1, 600)]
    public int HeartbeatSeconds { get; init; } = 30;

    /// <summary>The name that the broker's certificate must carry. Default: the URI's host.</summary>
    public string? TlsServerName { get; init; }

    /// <summary>Whether a broker on another machine may be reached without TLS (<c>amqp:</c>). Default false.</summary>
    public bool AllowPlaintext { get; init; }
}

[OptionsValidator]
internal sealed partial class RabbitMqOptionsValidator : IValidateOptions<RabbitMqOptions>;

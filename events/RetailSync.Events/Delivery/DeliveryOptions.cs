using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace RetailSync.Events.Delivery;

/// <summary>How events are delivered. The section <c>Events</c>; read at the start.</summary>
internal sealed class DeliveryOptions
{
    /// <summary>The address under which others reach this gateway, such as <c>https://api.example.com</c>; events name their schemas by it. Default: none, and events name no schema.</summary>
    [Url]
    public string? PublicUrl { get; init; }

    /// <summary>How many deliveries may be under way at once, over all subscriptions. 4 to 4,096; default 128.</summary>
    [Range(4, 4_096)]
    public int Slots { get; init; } = 128;

    /// <summary>How many events of one subscription are in memory at most, without their data. 1 to 100,000; default 2,000.</summary>
    [Range(1, 100_000)]
    public int Window { get; init; } = 2_000;

    /// <summary>How long progress may stay in memory before it is kept, in milliseconds: what is lost with the process is delivered twice. 1 to 10,000; default 50.</summary>
    [Range(1, 10_000)]
    public int FlushMilliseconds { get; init; } = 50;

    /// <summary>How long deliveries that are under way may take to end when the gateway stops, in seconds. 0 to 300; default 10.</summary>
    [Range(0, 300)]
    public int StopSeconds { get; init; } = 10;

    /// <summary>How many streams and waiting polls one consumer may hold. 1 to 1,000; default 16.</summary>
    [Range(1, 1_000)]
    public int StreamsPerConsumer { get; init; } = 16;
}

[OptionsValidator]
internal sealed partial class DeliveryOptionsValidator : IValidateOptions<DeliveryOptions>;

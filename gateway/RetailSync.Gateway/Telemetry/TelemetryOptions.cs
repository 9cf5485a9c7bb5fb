using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace RetailSync.Gateway.Telemetry;

/// <summary>Where traces, metrics and logs go. The <c>Telemetry</c> section; read at the start.</summary>
public sealed class TelemetryOptions
{
    /// <summary>The OTLP endpoint for traces, metrics and logs, such as <c>http://localhost:4317</c>; none by default.</summary>
    public Uri? OtlpEndpoint { get; init; }

    /// <summary>The OTLP protocol: <c>grpc</c> (default) or <c>http</c>.</summary>
    [AllowedValues("grpc", "http", ErrorMessage = "OtlpProtocol must be grpc or http.")]
    public string OtlpProtocol { get; init; } = "grpc";

    /// <summary>The share of new traces that are recorded. 0 to 1; default 0.01.</summary>
    [Range(0.0, 1.0)]
    public double SampleRatio { get; init; } = 0.01;

    /// <summary>Whether a caller's own sampling decision is followed. Default true; set it to false where callers are not trusted with the cost.</summary>
    public bool FollowCaller { get; init; } = true;

    /// <summary>The service's name in telemetry; default <c>retailsync-gateway</c>.</summary>
    [Required]
    public string ServiceName { get; init; } = "retailsync-gateway";
}

[OptionsValidator]
internal sealed partial class TelemetryOptionsValidator : IValidateOptions<TelemetryOptions>;

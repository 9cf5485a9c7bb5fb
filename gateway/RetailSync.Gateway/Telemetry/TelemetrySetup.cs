using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace RetailSync.Gateway.Telemetry;

/// <summary>Connects our traces, metrics and logs to OpenTelemetry.</summary>
internal static class TelemetrySetup
{
    // From 1 ms, which a gateway adds itself, to the half minute after which callers have given up.
    private static readonly double[] DurationBounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    /// <summary>Adds metrics with a Prometheus page and, when an endpoint is configured, OTLP for metrics and traces.</summary>
    public static IServiceCollection AddGatewayTelemetry(this IServiceCollection services, TelemetryOptions options)
    {
        services.AddMetrics();
        services.AddSingleton<GatewayMetrics>().AddSingleton<GatewayTracing>();
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(options.ServiceName))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(GatewayMetrics.MeterName, "RetailSync.Policies", "RetailSync.Catalog", "RetailSync.Store", "RetailSync.Events", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
                    .AddView("retailsync.exchange.duration", new ExplicitBucketHistogramConfiguration { Boundaries = DurationBounds })
                    .AddPrometheusExporter();
                if (options.OtlpEndpoint is not null)
                {
                    metrics.AddOtlpExporter(exporter => Configure(exporter, options, "v1/metrics"));
                }
            });
        if (options.OtlpEndpoint is not null)
        {
            telemetry.WithTracing(tracing => tracing
                .AddSource(GatewayTracing.SourceName)

                // The decision was made before the activity: what exists is to be recorded.
                .SetSampler(new AlwaysOnSampler())
                .AddOtlpExporter(exporter => Configure(exporter, options, "v1/traces")));
        }

        return services;
    }

    /// <summary>Sends logs by OTLP when an endpoint is configured.</summary>
    public static void AddGatewayLogExport(this ILoggingBuilder logging, TelemetryOptions options)
    {
        if (options.OtlpEndpoint is not null)
        {
            logging.AddOpenTelemetry(logs =>
            {
                logs.SetResourceBuilder(ResourceBuilder.CreateDefault().AddService(options.ServiceName));
                logs.AddOtlpExporter(exporter => Configure(exporter, options, "v1/logs"));
            });
        }
    }

    private static void Configure(OtlpExporterOptions exporter, TelemetryOptions options, string path)
    {
        var isHttp = options.OtlpProtocol == "http";
        exporter.Protocol = isHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        exporter.Endpoint = isHttp ? new Uri(options.OtlpEndpoint!, path) : options.OtlpEndpoint!;
    }
}

using System.Diagnostics;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using RetailSync.Gateway.Pipeline;
using RetailSync.Gateway.Telemetry;

namespace RetailSync.Gateway.Errors;

/// <summary>Gives Kestrel's own refusals (400, 408, 413, 414, 431) the same body as ours. Safe to use from many threads.</summary>
internal sealed class KestrelRefusals(RequestIds ids, GatewayMetrics metrics) : IObserver<KeyValuePair<string, object?>>
{
    private const string BadRequestEvent = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

    /// <summary>Starts to listen for refusals.</summary>
    public IDisposable Subscribe(DiagnosticListener listener) => listener.Subscribe(this, name => name == BadRequestEvent);

    /// <summary>The connection middleware that puts a <see cref="RefusalWriter"/> in front of the socket. Belongs after TLS.</summary>
    public async Task OnConnectionAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var transport = connection.Transport;
        var writer = new RefusalWriter(transport.Output, ids);
        connection.Features.Set(writer);
        connection.Transport = new DuplexPipe(transport.Input, writer);
        try
        {
            await next(connection);
        }
        finally
        {
            connection.Transport = transport;
        }
    }

    /// <inheritdoc/>
    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is not IFeatureCollection features
            || features.Get<IHttpResponseFeature>() is not { HasStarted: false } response
            || features.Get<IHttpRequestFeature>()?.Protocol is "HTTP/2" or "HTTP/3"
            || features.Get<RefusalWriter>() is not { } writer)
        {
            return;
        }

        var problem = BadRequests.Describe(response.StatusCode);
        metrics.Refused(problem.Type.Id, "kestrel");
        writer.Refuse(problem);
    }

    /// <inheritdoc/>
    public void OnCompleted()
    {
    }

    /// <inheritdoc/>
    public void OnError(Exception error)
    {
    }

    private sealed class DuplexPipe(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        /// <inheritdoc/>
        public PipeReader Input => input;

        /// <inheritdoc/>
        public PipeWriter Output => output;
    }
}

using System.Text;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Telemetry;

/// <summary>A collector of OTLP over HTTP that looks for ids in what it is sent.</summary>
internal sealed class TraceSink : IAsyncDisposable
{
    private readonly FakeUpstream _server = FakeUpstream.Returns(200, "", "application/x-protobuf");

    /// <summary>The settings that send a gateway's telemetry here.</summary>
    public string[] Arguments(double ratio) =>
        [$"--Telemetry:OtlpEndpoint={_server.Address}", "--Telemetry:OtlpProtocol=http", FormattableString.Invariant($"--Telemetry:SampleRatio={ratio}")];

    /// <summary>How many spans of a trace have arrived. Ids stand in the messages as plain bytes, each span's trace once.</summary>
    public int SpansOf(string traceId)
    {
        var id = Encoding.Latin1.GetString(Convert.FromHexString(traceId));
        return _server.Requests.Where(request => request.Path == "/v1/traces").Sum(request => Encoding.Latin1.GetString(request.Body).Split(id).Length - 1);
    }

    /// <summary>Whether a text stands in a span that has arrived.</summary>
    public bool Holds(string text) => _server.Requests.Any(request => request.Path == "/v1/traces" && Encoding.UTF8.GetString(request.Body).Contains(text, StringComparison.Ordinal));

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}

using System.Net;
using System.Net.Sockets;
using System.Text;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Forwarding;

/// <summary>An upstream that reads a head, begins its answer and closes the connection.</summary>
internal sealed class HalfAnswers : IUpstream
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _serving;

    public HalfAnswers(string beginning)
    {
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _serving = ServeAsync(Encoding.Latin1.GetBytes(beginning));
    }

    public Uri Address { get; }

    public IReadOnlyList<RecordedRequest> Requests => [];

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
    }

    private async Task ServeAsync(byte[] beginning)
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                var stream = client.GetStream();
                await stream.ReadExactlyAsync(new byte[16]);
                await stream.WriteAsync(beginning);
                client.Client.Shutdown(SocketShutdown.Send);

                // Read to the end, so that the close is not a reset that overtakes the answer.
                await stream.CopyToAsync(Stream.Null);
            }
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException or IOException)
        {
            // The test is over.
        }
    }
}

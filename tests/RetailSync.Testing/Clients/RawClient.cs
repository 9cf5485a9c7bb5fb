using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace RetailSync.Testing;

/// <summary>
/// A connection over which a test sends bytes as it likes, well-formed or not, and reads answers of HTTP/1.1. Text is sent as Latin-1, so that every byte
/// can be written. Every wait has a deadline. One thread at a time.
/// </summary>
public sealed class RawClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TcpClient _tcp;
    private readonly Stream _stream;
    private readonly RawHttpReader _reader;

    private RawClient(TcpClient tcp, Stream stream)
    {
        _tcp = tcp;
        _stream = stream;
        _reader = new RawHttpReader(stream);
    }

    /// <summary>The stream itself, for what this class does not do.</summary>
    public Stream Stream => _stream;

    /// <summary>Connects; with TLS when the address says https, offering <paramref name="protocol"/> (default HTTP/1.1).</summary>
    /// <param name="address">The address.</param>
    /// <param name="protocol">What TLS offers.</param>
    /// <param name="serverName">The host that TLS asks for (SNI), when not the address's; an address asks for none.</param>
    public static async Task<RawClient> ConnectAsync(Uri address, SslApplicationProtocol? protocol = null, string? serverName = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        using var deadline = Deadline();
        var tcp = new TcpClient { NoDelay = true };
        try
        {
            await tcp.ConnectAsync(address.Host, address.Port, deadline.Token);
            if (address.Scheme != Uri.UriSchemeHttps)
            {
                return new RawClient(tcp, tcp.GetStream());
            }

            var tls = new SslStream(tcp.GetStream());
            await tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = serverName ?? address.Host,
                    ApplicationProtocols = [protocol ?? SslApplicationProtocol.Http11],
                    RemoteCertificateValidationCallback = serverName is null ? DevelopmentTrust.Accepts : DevelopmentTrust.AcceptsForAnyName,
                },
                deadline.Token);
            return new RawClient(tcp, tls);
        }
        catch
        {
            tcp.Dispose();
            throw;
        }
    }

    /// <summary>Connects, sends one request, reads one answer and disconnects. Null: the server closed without an answer.</summary>
    public static async Task<RawResponse?> SendAsync(Uri address, string request)
    {
        await using var client = await ConnectAsync(address);
        await client.WriteAsync(request);
        return await client.ReadAsync();
    }

    /// <summary>Sends text, one byte for each character.</summary>
    public Task WriteAsync(string text) => WriteAsync(Encoding.Latin1.GetBytes(text));

    /// <summary>Sends bytes.</summary>
    public async Task WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        using var deadline = Deadline();
        await _stream.WriteAsync(bytes, deadline.Token);
        await _stream.FlushAsync(deadline.Token);
    }

    /// <summary>Says that no more will be sent, and keeps reading. Not over TLS.</summary>
    public void EndSending() => _tcp.Client.Shutdown(SocketShutdown.Send);

    /// <summary>Reads the next answer; interim answers (100) are passed over. Null: the server closed before the first byte of one.</summary>
    /// <param name="hasBody">False for the answer to a HEAD request, which announces a body and has none.</param>
    public async Task<RawResponse?> ReadAsync(bool hasBody = true)
    {
        using var deadline = Deadline();
        RawHead? head;
        int status;
        do
        {
            try
            {
                head = await _reader.ReadHeadAsync(deadline.Token);
            }
            catch (IOException reset) when (reset.InnerException is SocketException)
            {
                return null;
            }

            if (head is null)
            {
                return null;
            }

            status = int.Parse(head.StartLine.Split(' ')[1], CultureInfo.InvariantCulture);
        }
        while (status == 100);

        var mayHaveBody = hasBody && status is not (101 or 204 or 304);
        var body = mayHaveBody ? await _reader.ReadBodyAsync(head, untilClosed: true, deadline.Token) : [];
        var announced = head.Header("Connection")?.Contains("close", StringComparison.OrdinalIgnoreCase) == true;
        return new RawResponse
        {
            StatusLine = head.StartLine,
            Status = status,
            Headers = head.Headers,
            Body = body,
            IsClosed = announced && await IsClosedAsync(),
        };
    }

    /// <summary>Waits until the server closes the connection; false when it sends something instead.</summary>
    /// <exception cref="OperationCanceledException">It did neither in time.</exception>
    public async Task<bool> IsClosedAsync()
    {
        using var deadline = Deadline();
        try
        {
            return await _reader.IsAtEndAsync(deadline.Token);
        }
        catch (IOException)
        {
            // Reset instead of closed: gone all the same.
            return true;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _tcp.Dispose();
    }

    private static CancellationTokenSource Deadline() => new(Patience, TimeProvider.System);
}

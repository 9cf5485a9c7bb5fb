using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RetailSync.Testing;

/// <summary>
/// A TCP server on loopback, port 0, for tests that need every byte: it reads requests of HTTP/1.1 as they stand, counts them, and answers with the bytes
/// that the test names or closes the connection without any. Safe to use from many threads.
/// </summary>
public sealed class RawUpstream : IUpstream
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<RecordedRequest, int, string?> _answer;
    private readonly RequestLog _log = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _accepting;
    private int _connections;

    private RawUpstream(Func<RecordedRequest, int, string?> answer)
    {
        _answer = answer;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Every request that arrived whole: as often as it would have been applied. Header names are as they were sent.</summary>
    public IReadOnlyList<RecordedRequest> Requests => _log.Requests;

    /// <summary>How many connections were opened.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Answers each request with the bytes that the function gives for it and its number, from 1. Null closes the connection without an answer.</summary>
    public static RawUpstream Answers(Func<RecordedRequest, int, string?> answer) => new(answer);

    /// <summary>Answers every request with the same bytes.</summary>
    public static RawUpstream Answers(string answer) => new((_, _) => answer);

    /// <summary>Reads every request whole and closes the connection without an answer.</summary>
    public static RawUpstream ClosesWithoutAnswer() => new((_, _) => null);

    /// <summary>Waits until this many requests have arrived.</summary>
    public Task WaitForRequestsAsync(int count) => _log.WaitAsync(count, Patience);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _accepting;
        _listener.Stop();
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                serving.Add(ServeAsync(client, Interlocked.Increment(ref _connections)));
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client, int connection)
    {
        using (client)
        {
            try
            {
                var reader = new RawHttpReader(client.GetStream());
                while (await reader.ReadHeadAsync(_stopping.Token) is { } head)
                {
                    var request = await ReadRequestAsync(reader, head, connection);
                    _log.Add(request);
                    if (_answer(request, Requests.Count) is not { } answer)
                    {
                        return;
                    }

                    await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(answer), _stopping.Token);
                }
            }
            catch (Exception gone) when (gone is IOException or OperationCanceledException)
            {
                // The gateway closed the connection, or the test is over.
            }
        }
    }

    private async Task<RecordedRequest> ReadRequestAsync(RawHttpReader reader, RawHead head, int connection)
    {
        var line = head.StartLine.Split(' ');
        return new RecordedRequest
        {
            Method = line[0],
            RawTarget = line.ElementAtOrDefault(1) ?? "",
            Protocol = line.ElementAtOrDefault(2) ?? "",
            Headers = head.Headers,
            Body = await reader.ReadBodyAsync(head, untilClosed: false, _stopping.Token),
            Connection = connection,
        };
    }
}

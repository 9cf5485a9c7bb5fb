using System.Buffers.Binary;
using System.Net.Security;

namespace RetailSync.Testing;

/// <summary>
/// A connection over which a test sends HTTP/2 frames as it likes, well-formed or not, and reads what comes back. It acknowledges nothing and opens no windows by
/// itself. Every wait has a deadline. One thread may write while another reads.
/// </summary>
public sealed class RawHttp2Client : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly RawClient _client;

    private RawHttp2Client(RawClient client) => _client = client;

    /// <summary>Connects; over TLS when the address says https, else with prior knowledge. Sends the preface and settings that make answers readable here.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="hasPreface">False: nothing is sent at all.</param>
    public static async Task<RawHttp2Client> ConnectAsync(Uri address, bool hasPreface = true)
    {
        var client = new RawHttp2Client(await RawClient.ConnectAsync(address, SslApplicationProtocol.Http2));
        if (hasPreface)
        {
            // HEADER_TABLE_SIZE = 0: the server's header blocks then refer to nothing that came before. INITIAL_WINDOW_SIZE = 16 MB.
            byte[] settings = [0, 1, 0, 0, 0, 0, 0, 4, 1, 0, 0, 0];
            byte[] beginning = [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, .. Frame(Http2FrameType.Settings, Http2Flags.None, 0, settings)];
            await client.WriteAsync(beginning);
        }

        return client;
    }

    /// <summary>The bytes of a frame.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="flags">Its flags.</param>
    /// <param name="stream">Its stream.</param>
    /// <param name="payload">Its payload.</param>
    /// <param name="length">The length that it claims to have; null: the true one.</param>
    public static byte[] Frame(Http2FrameType type, Http2Flags flags, int stream, ReadOnlySpan<byte> payload, int? length = null)
    {
        var claimed = length ?? payload.Length;
        var frame = new byte[9 + payload.Length];
        (frame[0], frame[1], frame[2], frame[3], frame[4]) = ((byte)(claimed >> 16), (byte)(claimed >> 8), (byte)claimed, (byte)type, (byte)flags);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame.AsSpan(9));
        return frame;
    }

    /// <summary>The fields that begin a request.</summary>
    public static IEnumerable<(string Name, string Value)> Request(string method, string path, params IEnumerable<(string Name, string Value)> further) =>
        [(":method", method), (":scheme", "https"), (":authority", "localhost"), (":path", path), .. further];

    /// <summary>Sends bytes as they stand, such as many frames at once.</summary>
    public Task WriteAsync(ReadOnlyMemory<byte> bytes) => _client.WriteAsync(bytes);

    /// <summary>Sends one frame.</summary>
    public Task WriteAsync(Http2FrameType type, Http2Flags flags, int stream, ReadOnlySpan<byte> payload, int? length = null) =>
        WriteAsync(Frame(type, flags, stream, payload, length));

    /// <summary>Sends the head of a request, whole.</summary>
    public Task SendHeadersAsync(int stream, IEnumerable<(string Name, string Value)> fields, bool endStream = true) =>
        WriteAsync(Http2FrameType.Headers, Http2Flags.EndHeaders | (endStream ? Http2Flags.EndStream : Http2Flags.None), stream, Http2HeaderBlock.Encode(fields));

    /// <summary>Sends a part of a body.</summary>
    public Task SendDataAsync(int stream, ReadOnlySpan<byte> data, bool endStream = true) =>
        WriteAsync(Http2FrameType.Data, endStream ? Http2Flags.EndStream : Http2Flags.None, stream, data);

    /// <summary>Gives a stream up; 8 is CANCEL.</summary>
    public Task SendResetAsync(int stream, int errorCode = 8)
    {
        Span<byte> payload = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(payload, errorCode);
        return WriteAsync(Http2FrameType.Reset, Http2Flags.None, stream, payload);
    }

    /// <summary>Allows the server this many bytes more; stream 0 is the connection.</summary>
    public Task SendWindowUpdateAsync(int stream, int increment)
    {
        Span<byte> payload = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(payload, increment);
        return WriteAsync(Http2FrameType.WindowUpdate, Http2Flags.None, stream, payload);
    }

    /// <summary>Sends a ping.</summary>
    public Task SendPingAsync() => WriteAsync(Http2FrameType.Ping, Http2Flags.None, 0, new byte[8]);

    /// <summary>Reads the next frame; null: the server closed the connection.</summary>
    public async Task<Http2Frame?> ReadFrameAsync()
    {
        using var deadline = new CancellationTokenSource(Patience, TimeProvider.System);
        try
        {
            var head = new byte[9];
            await _client.Stream.ReadExactlyAsync(head, deadline.Token);
            var payload = new byte[(head[0] << 16) | (head[1] << 8) | head[2]];
            await _client.Stream.ReadExactlyAsync(payload, deadline.Token);
            return new Http2Frame((Http2FrameType)head[3], (Http2Flags)head[4], BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(5)) & int.MaxValue, payload);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Reads until a frame of this type has come, on this stream when one is named; null: the connection was closed before.</summary>
    public async Task<Http2Frame?> ReadUntilAsync(Http2FrameType type, int? stream = null)
    {
        while (await ReadFrameAsync() is { } frame)
        {
            if (frame.Type == type && (stream is null || frame.Stream == stream))
            {
                return frame;
            }
        }

        return null;
    }

    /// <summary>Reads until the request on this stream has ended in one way or the other. Frames of other streams are passed over.</summary>
    /// <param name="stream">The request's stream.</param>
    /// <param name="endsAtGoAway">False: a GOAWAY that lets this stream finish (the last stream it names is this one or later) is passed over.</param>
    public async Task<Http2Answer> ReadAnswerAsync(int stream = 1, bool endsAtGoAway = true)
    {
        var headers = new List<KeyValuePair<string, string>>();
        using var block = new MemoryStream();
        using var body = new MemoryStream();
        while (await ReadFrameAsync() is { } frame)
        {
            if (frame.Type == Http2FrameType.GoAway && (endsAtGoAway || BinaryPrimitives.ReadInt32BigEndian(frame.Payload) < stream))
            {
                return Ended("goaway", frame.ErrorCode);
            }

            if (frame.Stream != stream || frame.Type is Http2FrameType.GoAway)
            {
                continue;
            }

            switch (frame.Type)
            {
                case Http2FrameType.Reset:
                    return Ended("reset", frame.ErrorCode);
                case Http2FrameType.Headers or Http2FrameType.Continuation:
                    block.Write(frame.Payload);
                    if (frame.Has(Http2Flags.EndHeaders))
                    {
                        headers.AddRange(Http2HeaderBlock.Decode(block.ToArray()));
                        block.SetLength(0);
                    }

                    break;
                case Http2FrameType.Data:
                    body.Write(frame.Payload);
                    break;
            }

            if (frame.Type is Http2FrameType.Headers or Http2FrameType.Data && frame.Has(Http2Flags.EndStream))
            {
                return Ended("answered", null);
            }
        }

        return Ended("closed", null);

        Http2Answer Ended(string ending, int? error) => new()
        {
            Ending = ending,
            Status = headers.Find(header => header.Key == ":status").Value is { } status ? int.Parse(status, System.Globalization.CultureInfo.InvariantCulture) : 0,
            Headers = headers,
            Body = body.ToArray(),
            ErrorCode = error,
        };
    }

    /// <summary>Sends one request on stream 1 of a connection of its own and reads how it ended.</summary>
    public static async Task<Http2Answer> SendAsync(Uri address, IEnumerable<(string Name, string Value)> fields, ReadOnlyMemory<byte>? body = null)
    {
        await using var client = await ConnectAsync(address);
        await client.SendHeadersAsync(1, fields, endStream: body is null);
        if (body is { } data)
        {
            await client.SendDataAsync(1, data.Span);
        }

        return await client.ReadAnswerAsync();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _client.DisposeAsync();
}

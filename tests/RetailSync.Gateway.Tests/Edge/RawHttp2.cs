using System.Buffers.Binary;
using System.Net.Security;
using System.Text;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Edge;

/// <summary>HTTP/2 frame by frame, for requests that no client would send: one request on stream 1, and how it ended.</summary>
internal static class RawHttp2
{
    private const byte Data = 0;
    private const byte Headers = 1;
    private const byte Reset = 3;
    private const byte Settings = 4;
    private const byte GoAway = 7;
    private const byte EndStream = 1;
    private const byte EndHeaders = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Sends the headers as they stand and, unless null, the body. Returns the answer's status, "reset" or "goaway".</summary>
    public static async Task<string> SendAsync(Uri address, IEnumerable<(string Name, string Value)> headers, string? body = null, string? serverName = null)
    {
        await using var client = await RawClient.ConnectAsync(address, SslApplicationProtocol.Http2, serverName);
        using var request = new MemoryStream();
        request.Write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8);
        Write(request, Settings, 0, 0, []);
        Write(request, Headers, (byte)(EndHeaders | (body is null ? EndStream : 0)), 1, Http2HeaderBlock.Encode(headers));
        if (body is not null)
        {
            Write(request, Data, EndStream, 1, Encoding.Latin1.GetBytes(body));
        }

        await client.WriteAsync(request.ToArray());
        return await ReadAsync(client.Stream);
    }

    private static async Task<string> ReadAsync(Stream stream)
    {
        using var deadline = new CancellationTokenSource(Patience, TimeProvider.System);
        var head = new byte[9];
        while (true)
        {
            try
            {
                await stream.ReadExactlyAsync(head, deadline.Token);
                var payload = new byte[(head[0] << 16) | (head[1] << 8) | head[2]];
                await stream.ReadExactlyAsync(payload, deadline.Token);
                var onStream = BinaryPrimitives.ReadUInt32BigEndian(head.AsSpan(5)) == 1;
                switch (head[3])
                {
                    case Headers when onStream:
                        return StatusOf(payload);
                    case Reset when onStream:
                        return "reset";
                    case GoAway:
                        return "goaway";
                }
            }
            catch (IOException)
            {
                return "goaway";
            }
        }
    }

    private static void Write(MemoryStream request, byte type, byte flags, int stream, byte[] payload)
    {
        Span<byte> head = [(byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length, type, flags, 0, 0, 0, (byte)stream];
        request.Write(head);
        request.Write(payload);
    }

    // The status comes first: an entry of the static table (8 to 14), or a literal whose name is one (8).
    private static string StatusOf(ReadOnlySpan<byte> block)
    {
        while ((block[0] & 0xE0) == 0x20)
        {
            block = block[1..];
        }

        string[] known = ["200", "204", "206", "304", "400", "404", "500"];
        return (block[0] & 0x80) != 0 ? known[(block[0] & 0x7F) - 8] : Encoding.ASCII.GetString(block.Slice(2, block[1] & 0x7F));
    }
}

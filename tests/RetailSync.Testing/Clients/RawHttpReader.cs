using System.Globalization;
using System.Text;

namespace RetailSync.Testing;

/// <summary>Reads messages of HTTP/1.1 from a stream, byte by byte where it must. One thread at a time.</summary>
internal sealed class RawHttpReader(Stream stream)
{
    private readonly byte[] _buffer = new byte[16_384];
    private int _next;
    private int _filled;

    /// <summary>Whether the other side has closed the connection: no further byte can be read.</summary>
    public async Task<bool> IsAtEndAsync(CancellationToken cancellationToken) => _next == _filled && !await FillAsync(cancellationToken);

    /// <summary>Reads a head; null when the connection was closed before its first byte.</summary>
    public async Task<RawHead?> ReadHeadAsync(CancellationToken cancellationToken)
    {
        if (await IsAtEndAsync(cancellationToken))
        {
            return null;
        }

        var start = await ReadLineAsync(cancellationToken);
        var headers = new List<KeyValuePair<string, string>>();
        while (await ReadLineAsync(cancellationToken) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers.Add(colon < 0 ? KeyValuePair.Create(line, "") : KeyValuePair.Create(line[..colon], line[(colon + 1)..].Trim()));
        }

        return new RawHead(start, headers);
    }

    /// <summary>Reads the body that a head announces. Without length and chunks it is empty, or lasts until the connection is closed.</summary>
    public async Task<byte[]> ReadBodyAsync(RawHead head, bool untilClosed, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        if (head.Header("Transfer-Encoding")?.Contains("chunked", StringComparison.OrdinalIgnoreCase) == true)
        {
            while (await ReadChunkSizeAsync(cancellationToken) is > 0 and var size)
            {
                await CopyAsync(body, size, cancellationToken);
                await ReadLineAsync(cancellationToken);
            }

            while ((await ReadLineAsync(cancellationToken)).Length > 0)
            {
                // Trailers end with an empty line.
            }
        }
        else if (long.TryParse(head.Header("Content-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out var length))
        {
            await CopyAsync(body, length, cancellationToken);
        }
        else if (untilClosed)
        {
            await CopyAsync(body, long.MaxValue, cancellationToken);
        }

        return body.ToArray();
    }

    private async Task<long> ReadChunkSizeAsync(CancellationToken cancellationToken) =>
        long.Parse((await ReadLineAsync(cancellationToken)).Split(';')[0].Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (_next < _filled || await FillAsync(cancellationToken))
        {
            var read = (char)_buffer[_next++];
            if (read == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append(read);
        }

        throw new IOException($"The connection was closed in the middle of a line: '{line}'.");
    }

    private async Task CopyAsync(MemoryStream into, long count, CancellationToken cancellationToken)
    {
        while (count > 0 && (_next < _filled || await FillAsync(cancellationToken)))
        {
            var part = (int)Math.Min(count, _filled - _next);
            into.Write(_buffer, _next, part);
            (_next, count) = (_next + part, count - part);
        }
    }

    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        (_next, _filled) = (0, await stream.ReadAsync(_buffer, cancellationToken));
        return _filled > 0;
    }
}

using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using RetailSync.Gateway;

namespace RetailSync.Policies.RateLimit;

/// <summary>Makes the key of an exchange as one route's settings say. Immutable; allocates nothing unless a header is part of the key.</summary>
internal sealed class RateKeyMaker(IReadOnlyList<string> parts, string windows, RouteFacts route)
{
    private const int LongestValue = 64;

    private readonly bool _consumer = parts.Contains(RateKeyParts.Consumer);
    private readonly bool _operation = parts.Contains(RateKeyParts.Operation);
    private readonly bool _address = parts.Contains(RateKeyParts.Address);
    private readonly string[] _headers = [.. parts.Select(RateKeyParts.HeaderOf).OfType<string>().Order(StringComparer.OrdinalIgnoreCase)];
    private readonly string _scope = parts.Contains(RateKeyParts.Api) && route.Version is { } version ? $"api:{version.ApiId}" : $"route:{route.RouteId}";

    public RateKey KeyOf(Exchange exchange)
    {
        var consumer = _consumer ? exchange.Caller?.Consumer.Id : null;

        // On a public route nobody is identified. One counter for the whole world would let any caller lock out all others.
        var byAddress = _address || (_consumer && consumer is null);
        return new RateKey(
            windows,
            _scope,
            consumer,
            _operation ? exchange.Operation?.Id : null,
            byAddress ? NetworkOf(exchange.Context.Connection.RemoteIpAddress) : UInt128.Zero,
            _headers.Length == 0 ? null : HeadersOf(exchange.Context.Request.Headers));
    }

    private string HeadersOf(IHeaderDictionary headers)
    {
        if (_headers.Length == 1)
        {
            return Value(headers[_headers[0]]);
        }

        // No value holds a line break, so none can pass for two.
        return string.Join('\n', _headers.Select(name => Value(headers[name])));
    }

    /// <summary>
    /// A header's value as part of a key: without regard to case and blanks around it, so that a caller does not get another counter by spelling it differently, and
    /// never longer than 65 characters. A header that is absent is told from an empty one.
    /// </summary>
    internal static string Value(in StringValues values)
    {
        if (values.Count == 0)
        {
            return "";
        }

        var value = values.ToString().Trim().ToLowerInvariant();
        return value.Length <= LongestValue ? $"={value}" : $"#{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)))}";
    }

    /// <summary>The network that an address stands for: IPv4 whole, IPv6 its first 64 bits, which one household or host commonly owns entirely.</summary>
    internal static UInt128 NetworkOf(IPAddress? address)
    {
        if (address is null)
        {
            return UInt128.Zero;
        }

        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        if (address.AddressFamily is AddressFamily.InterNetwork)
        {
            return Mapped(BinaryPrimitives.ReadUInt32BigEndian(bytes));
        }

        return address.IsIPv4MappedToIPv6
            ? Mapped(BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]))
            : new UInt128(BinaryPrimitives.ReadUInt64BigEndian(bytes), 0);
    }

    private static UInt128 Mapped(uint address) => new(0, 0xFFFF_0000_0000UL | address);
}

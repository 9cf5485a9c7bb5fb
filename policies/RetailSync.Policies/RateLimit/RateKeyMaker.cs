using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using RetailSync.Gateway;

namespace RetailSync.Policies.RateLimit;

/// <summary>Makes the key of an exchange as one route's settings say. Immutable; allocates nothing.</summary>
internal sealed class RateKeyMaker(IReadOnlyList<string> parts, string windows, RouteFacts route)
{
    private readonly bool _consumer = parts.Contains(RateKeyParts.Consumer);
    private readonly bool _operation = parts.Contains(RateKeyParts.Operation);
    private readonly bool _address = parts.Contains(RateKeyParts.Address);
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
            byAddress ? NetworkOf(exchange.Context.Connection.RemoteIpAddress) : UInt128.Zero);
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

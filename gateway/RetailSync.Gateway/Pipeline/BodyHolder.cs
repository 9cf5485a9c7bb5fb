using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace RetailSync.Gateway.Pipeline;

/// <summary>On whose account bodies are held in memory: a consumer's, or an address's where nobody is identified (IPv6: the /64, which one site has to itself).</summary>
internal readonly record struct BodyHolder
{
    private readonly string? _consumer;
    private readonly ulong _address;

    private BodyHolder(string? consumer, ulong address) => (_consumer, _address) = (consumer, address);

    /// <summary>The holder of an exchange's bodies.</summary>
    public static BodyHolder Of(Exchange exchange) => exchange.Caller is { } caller ? new(caller.Consumer.Id, 0) : new(null, Prefix(exchange.Context.Connection.RemoteIpAddress));

    private static ulong Prefix(IPAddress? address)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (address is null || !address.TryWriteBytes(bytes, out _))
        {
            return 0;
        }

        // An IPv4 address that came in over IPv6 has it in its last four bytes.
        return address.AddressFamily == AddressFamily.InterNetwork
            ? BinaryPrimitives.ReadUInt32BigEndian(bytes)
            : BinaryPrimitives.ReadUInt64BigEndian(bytes) is var prefix && address.IsIPv4MappedToIPv6 ? BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]) : prefix;
    }
}

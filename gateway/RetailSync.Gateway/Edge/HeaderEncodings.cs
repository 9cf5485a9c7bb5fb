using System.Text;

namespace RetailSync.Gateway.Edge;

/// <summary>What Kestrel asks for each header by name: the few that it reads more kindly than a gateway may are looked at first, all others are decoded as usual.</summary>
internal static class HeaderEncodings
{
    private static readonly ConnectionHeaderEncoding Connection = new();
    private static readonly LengthHeaderEncoding Length = new();
    private static readonly HostHeaderEncoding Host = new();

    /// <summary>The encoding for a header; null: the usual one.</summary>
    public static Encoding? Select(string header) => header.Length switch
    {
        4 when header.Equals("Host", StringComparison.OrdinalIgnoreCase) => Host,
        10 when header.Equals("Connection", StringComparison.OrdinalIgnoreCase) => Connection,
        14 when header.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) => Length,
        _ => null,
    };
}

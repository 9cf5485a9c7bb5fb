namespace RetailSync.Policies.RateLimit;

/// <summary>Whose counters are meant. Equal keys share them, whichever route asks.</summary>
/// <param name="Windows">The windows as text: another set of windows is another counter.</param>
/// <param name="Scope">The API, or the route where the API is no part of the key.</param>
/// <param name="Consumer">The consumer; null when it is no part of the key or nobody is identified.</param>
/// <param name="Operation">The operation; null when it is no part of the key.</param>
/// <param name="Address">The caller's network; zero when it is no part of the key.</param>
/// <param name="Headers">What the headers say that are part of the key, bounded in length; null when none is.</param>
internal readonly record struct RateKey(string Windows, string Scope, string? Consumer, string? Operation, UInt128 Address, string? Headers = null)
{
    /// <summary>
    /// The name under which a server keeps the counter: a hash, so that nothing that a caller sends can reach into another key or grow without bound. The braces
    /// are Redis Cluster's: what belongs to one key lies on one node.
    /// </summary>
    public string NameOn(string prefix)
    {
        using var text = new MemoryStream();
        using (var writer = new BinaryWriter(text))
        {
            // Each part with its length before it, so that no two keys make the same text.
            writer.Write(Windows);
            writer.Write(Scope);
            writer.Write(Consumer is not null);
            writer.Write(Consumer ?? "");
            writer.Write(Operation is not null);
            writer.Write(Operation ?? "");
            writer.Write((ulong)(Address >> 64));
            writer.Write((ulong)Address);
            writer.Write(Headers is not null);
            writer.Write(Headers ?? "");
        }

        return $"{prefix}rate:{{{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(text.ToArray()).AsSpan(0, 16))}}}";
    }
}

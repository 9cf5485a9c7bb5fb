using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.OpenApi;

/// <summary>References of the form <c>#/components/schemas/Customer</c>.</summary>
internal static class LocalReference
{
    /// <summary>What the reference names below <paramref name="root"/>; null when it is not local or leads nowhere.</summary>
    public static SourceNode? Find(SourceNode root, string reference) =>
        // A fragment is percent-encoded before it is a pointer: #/paths/~1customers~1%7Bid%7D
        reference.StartsWith('#') && JsonPointer.TryFollow(root, Uri.UnescapeDataString(reference), out var found) ? found.Value : null;
}

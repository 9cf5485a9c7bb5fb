using Microsoft.AspNetCore.Http;
using RetailSync.Contracts.Reading;
using RetailSync.Gateway;

namespace RetailSync.Contracts.OpenApi;

/// <summary>Reads <c>x-retailsync-cache</c>: whether an operation's answers may be kept and given again.</summary>
internal static class CacheReader
{
    public const string Extension = "x-retailsync-cache";

    private const int MaxSeconds = 86_400;

    /// <summary>The declaration of an operation; null when there is none or it is wrong.</summary>
    public static CacheDeclaration? Read(MappingReader operation, string method, bool changesState)
    {
        if (operation.OptionalMapping(Extension) is not { } node)
        {
            return null;
        }

        var maxAge = node.RequiredInt("maxAge", 0, MaxSeconds);
        var shared = node.OptionalBool("shared") ?? false;
        var staleIfError = node.OptionalInt("staleIfError", 0, MaxSeconds) ?? 0;
        node.RefuseUnknownKeys();
        if (changesState || !(HttpMethods.IsGet(method) || HttpMethods.IsHead(method)))
        {
            operation.Fault(Extension, "Only a GET or HEAD operation that changes nothing has answers that can be kept. Remove it.");
            return null;
        }

        return maxAge is { } seconds ? new CacheDeclaration(seconds, shared, staleIfError) : null;
    }
}

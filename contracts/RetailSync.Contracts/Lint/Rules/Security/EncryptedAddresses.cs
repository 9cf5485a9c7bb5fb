using RetailSync.Contracts.Lint.Model;
using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Lint.Rules.Security;

/// <summary>Addresses of servers and of token issuers are https.</summary>
internal sealed class EncryptedAddresses : ILintRule
{
    /// <inheritdoc/>
    public string Why => "Tokens and personal data on an open line can be read and changed.";

    /// <inheritdoc/>
    public string Fix => "Write https. localhost and addresses without a host are left alone.";

    /// <inheritdoc/>
    public IEnumerable<Remark> Check(LintDocument document)
    {
        var servers = (document.Source.Root["servers"]?.Items ?? []).Select((server, position) => (Node: server["url"], Pointer: $"/servers/{position}/url"));
        var issuers = document.Components("securitySchemes")
            .SelectMany(scheme => (scheme.Member.Value["flows"]?.Members ?? [])
                .SelectMany(flow => flow.Value.Members.Where(each => each.Key.EndsWith("Url", StringComparison.Ordinal))
                    .Select(each => (Node: (SourceNode?)each.Value, Pointer: $"{scheme.Pointer}/flows/{flow.Key}/{each.Key}"))));
        return from address in servers.Concat(issuers)
               where address.Node is { Kind: SourceKind.Text } && IsOpen(address.Node.Text)
               select new Remark(address.Pointer, address.Node, $"'{address.Node.Text}' is not encrypted.");
    }

    private static bool IsOpen(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "ws" && !uri.IsLoopback;
}

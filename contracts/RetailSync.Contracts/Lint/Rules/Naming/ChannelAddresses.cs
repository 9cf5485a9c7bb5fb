using System.Buffers;
using System.Text.RegularExpressions;
using RetailSync.Contracts.Lint.Model;
using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas;

namespace RetailSync.Contracts.Lint.Rules.Naming;

/// <summary>Addresses of channels are in lower case, with dots or slashes between words.</summary>
internal sealed partial class ChannelAddresses : ILintRule
{
    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789.-/$");

    /// <inheritdoc/>
    public string Why => "Brokers tell apart Orders and orders; tools that list topics do not.";

    /// <inheritdoc/>
    public string Fix => "Write it like retail.orders.shipped.";

    /// <inheritdoc/>
    public IEnumerable<Remark> Check(LintDocument document) =>
        from channel in document.Source.Root["channels"]?.Members ?? []
        let address = channel.Value["address"]
        where document.Kind == DocumentKind.AsyncApi && address is { Kind: SourceKind.Text } && !address.Text.Contains("://", StringComparison.Ordinal) && Parameter().Replace(address.Text, "x").AsSpan().IndexOfAnyExcept(Allowed) >= 0
        select new Remark($"/channels/{SubschemaKeywords.Escape(channel.Key)}/address", address, $"The address '{address.Text}' is not in lower case with dots, slashes or hyphens.");

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.NonBacktracking)]
    private static partial Regex Parameter();
}

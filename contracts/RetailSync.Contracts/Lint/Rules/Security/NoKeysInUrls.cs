using RetailSync.Contracts.Lint.Model;

namespace RetailSync.Contracts.Lint.Rules.Security;

/// <summary>No API key is sent in the URL.</summary>
internal sealed class NoKeysInUrls : ILintRule
{
    /// <inheritdoc/>
    public string Why => "URLs are kept in logs, histories and proxies, and given on in Referer.";

    /// <inheritdoc/>
    public string Fix => "Send the key in a header: in: header.";

    /// <inheritdoc/>
    public IEnumerable<Remark> Check(LintDocument document) =>
        from scheme in document.Components("securitySchemes")
        where scheme.Member.Value["type"]?.Text is "apiKey" or "httpApiKey" && scheme.Member.Value["in"]?.Text == "query"
        select new Remark(scheme.Pointer, scheme.Member, $"'{scheme.Member.Key}' sends its key in the query.");
}

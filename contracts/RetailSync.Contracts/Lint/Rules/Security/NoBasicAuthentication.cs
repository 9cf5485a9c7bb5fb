using RetailSync.Contracts.Lint.Model;

namespace RetailSync.Contracts.Lint.Rules.Security;

/// <summary>Callers do not send a name and password.</summary>
internal sealed class NoBasicAuthentication : ILintRule
{
    /// <inheritdoc/>
    public string Why => "The password goes over the line with every call, and cannot be limited to what the caller needs.";

    /// <inheritdoc/>
    public string Fix => "Use oauth2 with client credentials, or mutualTLS.";

    /// <inheritdoc/>
    public IEnumerable<Remark> Check(LintDocument document) =>
        from scheme in document.Components("securitySchemes")
        where (scheme.Member.Value["type"]?.Text == "http" && (scheme.Member.Value["scheme"]?.Text ?? "").Equals("basic", StringComparison.OrdinalIgnoreCase)) || scheme.Member.Value["type"]?.Text is "userPassword" or "plain"
        select new Remark(scheme.Pointer, scheme.Member, $"'{scheme.Member.Key}' wants a name and password with every call.");
}

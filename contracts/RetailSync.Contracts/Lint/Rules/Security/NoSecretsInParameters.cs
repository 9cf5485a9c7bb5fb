using RetailSync.Contracts.Lint.Model;

namespace RetailSync.Contracts.Lint.Rules.Security;

/// <summary>No parameter in path or query carries a secret.</summary>
internal sealed class NoSecretsInParameters : ILintRule
{
    private static readonly string[] Parts = ["api key", "access token", "auth token", "id token", "refresh token", "bearer token", "session token", "password", "client secret", "private key", "card number", "cvv", "cvc"];

    /// <inheritdoc/>
    public string Why => "URLs are kept in logs, histories and proxies.";

    /// <inheritdoc/>
    public string Fix => "Send it in the Authorization header or in the body.";

    /// <inheritdoc/>
    public IEnumerable<Remark> Check(LintDocument document) =>
        from parameter in document.Parameters
        where parameter.In is "query" or "path" && IsSecret(parameter.Name)
        select new Remark(parameter.Pointer, parameter.Node, $"The {parameter.In} parameter '{parameter.Name}' looks like a secret.");

    private static bool IsSecret(string name)
    {
        var words = string.Join(' ', Words.Of(name));
        return words is "token" or "secret" or "apikey" or "key api" or "pin" or "jwt" or "authorization" or "credential" or "credentials" or "auth"
            || Parts.Any(words.Contains);
    }
}

using RetailSync.Contracts.Lint.Model;

namespace RetailSync.Contracts.Lint.Rules.Naming;

/// <summary>Paths name things; what is done to them is said by the method.</summary>
internal sealed class NoVerbsInPaths : ILintRule
{
    private static readonly HashSet<string> Verbs = new(StringComparer.Ordinal)
    {
        "get", "fetch", "read", "retrieve", "create", "add", "insert", "new", "make", "update", "modify", "edit", "change", "set", "save", "store", "delete", "remove", "list", "find", "do", "execute",
        "process", "handle", "perform", "submit", "send",
    };

    /// <inheritdoc/>
    public string Why => "POST /orders says all that /createOrder says, and caches, permissions and measurements understand it.";

    /// <inheritdoc/>
    public string Fix => "Name the thing and let the method say what is done: POST /orders instead of /create-order.";

    /// <inheritdoc/>
    public IEnumerable<Remark> Check(LintDocument document) =>
        from path in document.Paths
        from segment in path.Member.Key.Split('/', StringSplitOptions.RemoveEmptyEntries)
        where !segment.Contains('{', StringComparison.Ordinal) && IsVerb(Words.Of(segment))
        select new Remark(path.Pointer, path.Member, $"'{segment}' says what is done, which the method says.");

    // "store" alone or in front of a noun (store-locations) is mostly the shop; "new" and "set" alone are names too.
    private static bool IsVerb(IReadOnlyList<string> words) =>
        words is [var first, ..] && Verbs.Contains(first) && (words.Count > 1 ? first is not ("store" or "new" or "set" or "change" or "process") : first is not ("store" or "set" or "process"));
}

using RetailSync.Contracts.Lint.Model;

namespace RetailSync.Contracts.Lint.Rules.Naming;

/// <summary>A step in the life of a thing is a noun of its own.</summary>
internal sealed class NoActionsInPaths : ILintRule
{
    private static readonly HashSet<string> Actions = new(StringComparer.Ordinal)
    {
        "cancel", "approve", "reject", "publish", "withdraw", "suspend", "resume", "activate", "deactivate", "lock", "unlock", "open", "reopen", "close", "start", "stop", "end", "void", "reverse", "refund",
        "capture", "confirm", "dispatch", "deliver", "receive", "grade", "ship", "pick", "pack", "pay", "validate", "calculate", "reserve", "allocate", "adjust", "verify", "sync", "search",
    };

    /// <inheritdoc/>
    public string Why => "POST /orders/{orderId}/cancellation makes a thing that can be read, retried and audited; /cancel leaves nothing behind. Many good APIs use actions all the same, so this is advice.";

    /// <inheritdoc/>
    public string Fix => "Name what the step makes: cancellation, release, approval.";

    /// <inheritdoc/>
    public IEnumerable<Remark> Check(LintDocument document) =>
        from path in document.Paths
        let last = path.Member.Key.Split('/')[^1]
        where Actions.Contains(last)
        select new Remark(path.Pointer, path.Member, $"'{last}' is an action, no thing.");
}

using RetailSync.Contracts.Lint.Settings;

namespace RetailSync.Contracts.Lint;

/// <summary>What a team decided about rules and findings. Immutable.</summary>
public sealed class LintSettings
{
    /// <summary>Every rule at its own level, nothing accepted.</summary>
    public static LintSettings Default { get; } = new();

    internal IReadOnlyDictionary<string, LintLevel> Levels { get; init; } = new Dictionary<string, LintLevel>();

    internal IReadOnlyList<Acceptance> Accepted { get; init; } = [];

    internal LintLevel LevelOf(RuleEntry rule) => Levels.TryGetValue(rule.Id, out var level) ? level : rule.Level;
}

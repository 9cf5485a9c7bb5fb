namespace RetailSync.Cli.Guarantee;

/// <summary>What holds for the changes on one route. Immutable.</summary>
/// <param name="Route">Its id.</param>
/// <param name="Contract">Its contract's id; null where there is none.</param>
/// <param name="IsJournalled">Whether changes are written down before they are sent.</param>
/// <param name="Why">Why they are not; null when they are.</param>
/// <param name="Changes">The operations that change something.</param>
internal sealed record RouteGuarantee(string Route, string? Contract, bool IsJournalled, string? Why, IReadOnlyList<ChangeGuarantee> Changes);

namespace RetailSync.Cli.Guarantee;

/// <summary>What a configuration promises. Immutable.</summary>
/// <param name="File">The configuration.</param>
/// <param name="Revision">Its revision.</param>
/// <param name="Store">Where changes are written down.</param>
/// <param name="Routes">The routes, in the order of the configuration.</param>
internal sealed record GuaranteeReport(string File, string Revision, StoreGuarantee Store, IReadOnlyList<RouteGuarantee> Routes);

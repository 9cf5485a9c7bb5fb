namespace RetailSync.Bench.Delivery;

/// <summary>A gateway's memory at a moment.</summary>
/// <param name="Share">How much of the work was done; 0 to 1.</param>
/// <param name="Resident">Megabytes in use as the operating system sees it.</param>
/// <param name="Managed">Megabytes in managed objects, those included that nobody uses and no collection has found yet.</param>
internal sealed record MemorySample(double Share, double Resident, double Managed);

namespace RetailSync.Bench.Delivery;

/// <summary>What one window of the scenario <c>delivery</c> found.</summary>
/// <param name="Round">Its round.</param>
/// <param name="Candidate">What the subscriber did.</param>
/// <param name="PerSecond">Deliveries per second of the good keys; 0 in a window with a fixed rate.</param>
/// <param name="CpuPerEvent">The gateway's processor time for each event that came, in microseconds; with a fixed rate, that of the change included.</param>
/// <param name="ChangeP99">99 of 100 changes were answered within so many milliseconds; 0 where a log is worked off.</param>
/// <param name="P50">Half of the events were at most so old when they came, in milliseconds since they were written down; 0 where a log is worked off.</param>
/// <param name="P99">99 of 100 were.</param>
/// <param name="Good">Events of good keys that came.</param>
/// <param name="BadAttempts">How often the bad key's events were tried.</param>
internal sealed record DeliveryWindow(int Round, string Candidate, double PerSecond, double CpuPerEvent, double ChangeP99, double P50, double P99, long Good, long BadAttempts);

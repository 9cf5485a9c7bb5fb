namespace RetailSync.Bench.Pressure;

/// <summary>One call of a pressure run.</summary>
/// <param name="At">When it was due, in seconds from the start of the run.</param>
/// <param name="IsPayment">Whether it was a payment, or bulk.</param>
/// <param name="Status">The status of its answer; 0 when the connection failed.</param>
/// <param name="Milliseconds">How long it took from the moment it was due.</param>
internal readonly record struct PressureCall(double At, bool IsPayment, int Status, double Milliseconds);

using System.Globalization;

namespace RetailSync.Faults.Checking;

/// <summary>How those fared who had nothing to do with a fault, and what it cost the gateways. Immutable.</summary>
public sealed record Bystanders
{
    private const int LeastShareOfBefore = 4;
    private const long MostBytesMore = 512L * 1_024 * 1_024;

    /// <summary>Changes by the other way that were acknowledged in a second, before.</summary>
    public required double RateBefore { get; init; }

    /// <summary>The same meanwhile.</summary>
    public required double RateMeanwhile { get; init; }

    /// <summary>The time that 99 of 100 of them did not exceed, before.</summary>
    public required TimeSpan P99Before { get; init; }

    /// <summary>The same meanwhile.</summary>
    public required TimeSpan P99Meanwhile { get; init; }

    /// <summary>Events that the other subscriber took meanwhile.</summary>
    public required int DeliveredMeanwhile { get; init; }

    /// <summary>The gateways' memory in bytes, before.</summary>
    public required long BytesBefore { get; init; }

    /// <summary>The most memory that they had since, in bytes.</summary>
    public required long BytesMost { get; init; }

    /// <summary>The figures in a line.</summary>
    public string Figures => string.Create(
        CultureInfo.InvariantCulture,
        $"others {RateBefore:0}/s p99 {P99Before.TotalMilliseconds:0} ms, meanwhile {RateMeanwhile:0}/s p99 {P99Meanwhile.TotalMilliseconds:0} ms and {DeliveredMeanwhile} delivered, RSS {Megabytes(BytesBefore)} MB, at most {Megabytes(BytesMost)} MB");

    /// <summary>What did not hold. The bounds are wide, because the machine has other work too: they tell a standstill from a slow minute.</summary>
    public IEnumerable<string> Complaints()
    {
        if (RateMeanwhile * LeastShareOfBefore < RateBefore)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"Changes of another system came to {RateMeanwhile:0.0} in a second; before it were {RateBefore:0.0}.");
        }

        if (RateMeanwhile > 0 && DeliveredMeanwhile == 0)
        {
            yield return "Another subscriber was sent nothing.";
        }

        if (BytesMost > BytesBefore + MostBytesMore)
        {
            yield return $"The gateways' memory grew from {Megabytes(BytesBefore)} to {Megabytes(BytesMost)} MB.";
        }
    }

    private static long Megabytes(long bytes) => bytes / 1_024 / 1_024;
}

using System.ComponentModel.DataAnnotations;

namespace RetailSync.Policies.RateLimit;

/// <summary>One window: so much in so long.</summary>
internal sealed class RateWindow
{
    /// <summary>What headers and refusals call it: 1 to 32 of a-z, 0-9 and hyphen, unique in the list. Required.</summary>
    [Required]
    [RegularExpression("^[a-z0-9-]{1,32}$")]
    public string Name { get; init; } = "";

    /// <summary>How much the window holds. 1 to 10,000,000. Required.</summary>
    [Range(1, 10_000_000)]
    public int Limit { get; init; }

    /// <summary>How long the window is, in seconds. 1 to 2,678,400 (31 days). Required.</summary>
    [Range(1, 2_678_400)]
    public int Seconds { get; init; }
}

using System.ComponentModel.DataAnnotations;

namespace RetailSync.Policies.Admit;

/// <summary>Up to which part of the limit each class is still let in, in per cent. <c>critical</c> may use all of it.</summary>
internal sealed class AdmitShares
{
    /// <summary>The share of <c>bulk</c>. 1 to 100; default 50.</summary>
    [Range(1, 100)]
    public int Bulk { get; init; } = 50;

    /// <summary>The share of <c>normal</c>. 1 to 100, not below <see cref="Bulk"/>; default 75.</summary>
    [Range(1, 100)]
    public int Normal { get; init; } = 75;

    /// <summary>The share of <c>high</c>. 1 to 100, not below <see cref="Normal"/>; default 90.</summary>
    [Range(1, 100)]
    public int High { get; init; } = 90;
}

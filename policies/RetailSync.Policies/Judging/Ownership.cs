using RetailSync.Gateway;

namespace RetailSync.Policies.Judging;

/// <summary>Whose fields a caller may author: those of its own system.</summary>
internal static class Ownership
{
    /// <summary>For who may author everything.</summary>
    public const ulong All = ulong.MaxValue;

    /// <summary>The owners that a caller may write for, as bits in the order of <see cref="IOperationJudge.Owners"/>.</summary>
    public static ulong Of(Caller? caller, IReadOnlyList<string> owners)
    {
        var allowed = 0UL;
        for (var i = 0; i < owners.Count; i++)
        {
            if (owners[i] == caller?.Consumer.System)
            {
                allowed |= 1UL << i;
            }
        }

        return allowed;
    }

    /// <summary>Whether a sound body authors what is not the caller's.</summary>
    public static bool IsForeign(BodyFinding finding, ulong allowed) => finding.Verdict == BodyVerdict.Sound && (finding.AuthoredOwners & ~allowed) != 0;
}

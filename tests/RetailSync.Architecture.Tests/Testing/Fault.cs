namespace RetailSync.Architecture.Testing;

/// <summary>What may be wrong with <see cref="FaultyPolicy"/>.</summary>
public enum Fault
{
    None,
    Refuses,
    NeverRefuses,
    InventsAProblem,
    SplitsAHeader,
    RepeatsAMember,
    ThrowsWhenCancelled,
    ReadsTheBody,
    SwapsTheBody,
    SkipsUpgrades,
    LetsEveryTenthPass,
    Allocates,
}

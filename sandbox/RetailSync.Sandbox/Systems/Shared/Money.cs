namespace RetailSync.Sandbox;

/// <summary>An amount in minor units and its ISO 4217 currency.</summary>
internal sealed record Money(long Amount, string Currency)
{
    public override string ToString() => $"{Amount} {Currency} (minor units)";
}

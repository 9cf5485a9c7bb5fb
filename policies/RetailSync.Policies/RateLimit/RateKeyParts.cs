namespace RetailSync.Policies.RateLimit;

/// <summary>What a limit can be counted apart by, as settings spell it.</summary>
internal static class RateKeyParts
{
    public const string Consumer = "consumer";
    public const string Api = "api";
    public const string Operation = "operation";
    public const string Address = "address";

    public static readonly IReadOnlyList<string> All = [Consumer, Api, Operation, Address];
}

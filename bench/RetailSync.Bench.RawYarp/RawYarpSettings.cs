namespace RetailSync.Bench.RawYarp;

/// <summary>What the command line may set: <c>--Upstream</c>, <c>--Routes</c>, <c>--Variant</c>, <c>--Issuer</c>.</summary>
internal sealed class RawYarpSettings
{
    /// <summary>Where requests are forwarded to.</summary>
    public string Upstream { get; init; } = "http://127.0.0.1:1/";

    /// <summary>How many routes there are, 1 or more. With one, it is <c>/bench/v1/...</c>; with more, <c>/bench0000/v1/...</c> upwards.</summary>
    public int Routes { get; init; } = 1;

    /// <summary>What stands before the proxy.</summary>
    public RawYarpVariant Variant { get; init; } = RawYarpVariant.Plain;

    /// <summary>The issuer whose tokens <see cref="RawYarpVariant.Stock"/> accepts.</summary>
    public string Issuer { get; init; } = "";
}

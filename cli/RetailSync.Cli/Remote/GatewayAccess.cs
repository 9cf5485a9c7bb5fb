namespace RetailSync.Cli.Remote;

/// <summary>Where the gateway is and who calls it. Immutable. Holds secrets.</summary>
internal sealed class GatewayAccess
{
    /// <summary>The address of its data port.</summary>
    public required Uri Gateway { get; init; }

    /// <summary>An API key; null: a client's token, or nothing.</summary>
    public string? ApiKey { get; init; }

    /// <summary>The client's id at the token server.</summary>
    public string? Client { get; init; }

    /// <summary>Its secret.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>The token endpoint.</summary>
    public required Uri Tokens { get; init; }
}

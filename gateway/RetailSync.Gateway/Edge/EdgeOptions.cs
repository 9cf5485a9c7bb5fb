using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace RetailSync.Gateway.Edge;

/// <summary>What the front door lets in before it looks at routes. The <c>Edge</c> section; read at the start.</summary>
public sealed class EdgeOptions
{
    /// <summary>Hosts that are served, such as <c>api.example.com</c>; empty (the default): any well-formed host.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>
    /// The networks (CIDR) of the proxies in front of the gateway, such as <c>10.0.0.0/8</c>; empty (the default): none. From them alone, <c>X-Forwarded-For</c> says where a
    /// request comes from, <c>X-Forwarded-Proto</c> whether it came over TLS, and <see cref="ClientCertificateHeader"/> which certificate the client showed.
    /// </summary>
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];

    /// <summary>
    /// The header in which trusted proxies tell the client's certificate: <c>Client-Cert</c> (RFC 9440, with <c>Client-Cert-Chain</c>), or another name for one that holds
    /// PEM, URL-encoded, such as <c>X-Client-Cert</c>. None by default: then no header is believed.
    /// </summary>
    [RegularExpression("^[A-Za-z0-9-]{1,64}$", ErrorMessage = "ClientCertificateHeader must be a header's name, such as Client-Cert or X-Client-Cert.")]
    public string? ClientCertificateHeader { get; init; }

    /// <summary>Longest request line in bytes. 1,024 to 65,536; default 8,192. Longer: 414.</summary>
    [Range(1_024, 65_536)]
    public int MaxRequestLineBytes { get; init; } = 8_192;

    /// <summary>All headers together in bytes. 4,096 to 262,144; default 32,768. More: 431.</summary>
    [Range(4_096, 262_144)]
    public int MaxHeaderBytes { get; init; } = 32_768;

    /// <summary>How many headers. 20 to 1,000; default 100. More: 431.</summary>
    [Range(20, 1_000)]
    public int MaxHeaderCount { get; init; } = 100;

    /// <summary>Longest body in bytes where the route does not say otherwise (<c>MaxRequestBodySize</c>). 1,024 to 1 GiB; default 10,485,760. Longer: 413.</summary>
    [Range(1_024, 1_073_741_824)]
    public long MaxBodyBytes { get; init; } = 10_485_760;

    /// <summary>How long the headers may take, in seconds. 1 to 300; default 30. Longer: 408.</summary>
    [Range(1, 300)]
    public int HeaderSeconds { get; init; } = 30;

    /// <summary>The slowest body that is waited for, in bytes per second after 5 s of grace. 1 to 1,000,000; default 240. Slower: 408.</summary>
    [Range(1, 1_000_000)]
    public int MinBodyBytesPerSecond { get; init; } = 240;

    /// <summary>The slowest caller that an answer is written to, in bytes per second after 5 s of grace. 1 to 1,000,000; default 240. Slower: the connection is cut.</summary>
    [Range(1, 1_000_000)]
    public int MinResponseBytesPerSecond { get; init; } = 240;

    /// <summary>How many connections may be open at a time, WebSockets not counted. 10 to 1,000,000; default 20,000. Beyond: closed at once.</summary>
    [Range(10, 1_000_000)]
    public int MaxConnections { get; init; } = 20_000;

    /// <summary>How many WebSocket connections may be open at a time. 1 to 1,000,000; default 20,000. Beyond: 503.</summary>
    [Range(1, 1_000_000)]
    public int MaxUpgradedConnections { get; init; } = 20_000;

    /// <summary>How many bytes of bodies may be held in memory together. 1 MiB to 8 GiB; default 268,435,456. Beyond: 503.</summary>
    [Range(1_048_576, 8_589_934_592)]
    public long BodyBudgetBytes { get; init; } = 268_435_456;

    /// <summary>How much of that budget one caller may take up, in per cent: a consumer, or an address where nobody is identified. 1 to 100; default 25. Beyond: 503.</summary>
    [Range(1, 100)]
    public int BodySharePercent { get; init; } = 25;
}

[OptionsValidator]
internal sealed partial class EdgeOptionsValidator : IValidateOptions<EdgeOptions>;

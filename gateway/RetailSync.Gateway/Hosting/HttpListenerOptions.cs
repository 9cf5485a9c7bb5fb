using System.ComponentModel.DataAnnotations;

namespace RetailSync.Gateway.Hosting;

/// <summary>The listener without TLS.</summary>
public sealed class HttpListenerOptions
{
    /// <summary>Whether it listens. Default true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The port. 0 (any free one) to 65,535; default 8080.</summary>
    [Range(0, 65_535)]
    public int Port { get; init; } = 8080;
}

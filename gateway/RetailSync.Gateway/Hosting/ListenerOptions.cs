using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Options;

namespace RetailSync.Gateway.Hosting;

/// <summary>Where clients reach the gateway. The <c>Listeners</c> section; read at the start.</summary>
public sealed class ListenerOptions
{
    /// <summary>The address to listen on; default <c>127.0.0.1</c>. <c>0.0.0.0</c> for every interface.</summary>
    [Required]
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>HTTP/1.1 without TLS.</summary>
    [ValidateObjectMembers]
    public HttpListenerOptions Http { get; init; } = new();

    /// <summary>TLS with HTTP/1.1 and HTTP/2.</summary>
    [ValidateObjectMembers]
    public HttpsListenerOptions Https { get; init; } = new();

    /// <summary>The parsed address; null when it is none.</summary>
    internal IPAddress? ParsedAddress => Address == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(Address, out var address) ? address : null;
}

[OptionsValidator]
internal sealed partial class ListenerOptionsValidator : IValidateOptions<ListenerOptions>;

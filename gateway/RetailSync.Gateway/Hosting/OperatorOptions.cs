using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Options;

namespace RetailSync.Gateway.Hosting;

/// <summary>Where operators reach the gateway: a listener of its own. The <c>Operators</c> section; read at the start.</summary>
public sealed class OperatorOptions
{
    /// <summary>The address; default <c>127.0.0.1</c>. Any but a loopback address needs a <see cref="Key"/>.</summary>
    [Required]
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>The port. 0 (any free one) to 65,535; default 8081.</summary>
    [Range(0, 65_535)]
    public int Port { get; init; } = 8081;

    /// <summary>The key that operators send as <c>Authorization: Bearer ...</c>, by reference: <c>env:NAME</c> or <c>file:path</c>. None by default.</summary>
    public string? Key { get; init; }

    /// <summary>The parsed address; null when it is none.</summary>
    internal IPAddress? ParsedAddress => Address == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(Address, out var address) ? address : null;
}

[OptionsValidator]
internal sealed partial class OperatorOptionsValidator : IValidateOptions<OperatorOptions>;

using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace RetailSync.Gateway.Masking;

/// <summary>What is hidden besides what the gateway hides anyway. The <c>Masking</c> section; read at the start.</summary>
public sealed class MaskingOptions
{
    /// <summary>Further headers whose values are hidden. At most 100; none by default.</summary>
    [MaxLength(100)]
    public IReadOnlyList<string> Headers { get; init; } = [];

    /// <summary>Further names of query parameters and fields whose values are hidden. At most 100; none by default.</summary>
    [MaxLength(100)]
    public IReadOnlyList<string> Names { get; init; } = [];
}

[OptionsValidator]
internal sealed partial class MaskingOptionsValidator : IValidateOptions<MaskingOptions>;

using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace RetailSync.Gateway.Tests.Newcomer;

internal sealed class TenantHeaderOptions
{
    /// <summary>The header that must be there. Default <c>X-Tenant</c>.</summary>
    [Required]
    public string Header { get; init; } = "X-Tenant";
}

[OptionsValidator]
internal sealed partial class TenantHeaderOptionsValidator : IValidateOptions<TenantHeaderOptions>;

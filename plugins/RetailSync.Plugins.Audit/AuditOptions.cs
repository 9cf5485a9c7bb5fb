using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace RetailSync.Plugins.Audit;

/// <summary>The settings of the audit trail: <c>Plugins:retailsync.plugins.audit:Settings</c>.</summary>
public sealed class AuditOptions
{
    /// <summary>The trail's folder; relative paths start at the folder of <c>yarp.json</c>. Default: <c>plugins/retailsync.plugins.audit</c> in the data folder.</summary>
    public string? Folder { get; init; }

    /// <summary>How long a file grows before the next is begun; each day begins one, too. 4 KiB to 256 MiB; default 64 MiB.</summary>
    [Range(4_096, 268_435_456)]
    public int MaxFileBytes { get; init; } = 67_108_864;
}

[OptionsValidator]
internal sealed partial class AuditOptionsValidator : IValidateOptions<AuditOptions>;

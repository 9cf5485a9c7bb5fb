using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace RetailSync.Events.Webhooks;

/// <summary>How webhooks are sent. The section <c>Webhooks</c>; read at the start.</summary>
internal sealed class WebhookOptions
{
    /// <summary>Networks that webhooks may reach although they are private or local, such as <c>10.20.0.0/16</c>. Default: none.</summary>
    public IReadOnlyList<string> AllowedNetworks { get; init; } = [];

    /// <summary>Whether plain HTTP is allowed. Default false: HTTPS only.</summary>
    public bool AllowHttp { get; init; }

    /// <summary>Who we say we are in the handshake: a DNS name (<c>WebHook-Request-Origin</c>). Default <c>retailsync</c>.</summary>
    [Required, RegularExpression("[A-Za-z0-9.-]{1,253}")]
    public string Origin { get; init; } = "retailsync";

    /// <summary>How long one attempt may take, in seconds. 1 to 300; default 30.</summary>
    [Range(1, 300)]
    public int TimeoutSeconds { get; init; } = 30;

    /// <summary>How long a replaced secret still signs, in hours. 0 to 168; default 24.</summary>
    [Range(0, 168)]
    public int SecretOverlapHours { get; init; } = 24;
}

[OptionsValidator]
internal sealed partial class WebhookOptionsValidator : IValidateOptions<WebhookOptions>;

using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace RetailSync.Gateway.Forwarding;

/// <summary>What a cluster's <c>Upstream</c> section says beyond YARP's own settings.</summary>
public sealed class UpstreamOptions
{
    /// <summary>How the gateway shows who it is: <c>none</c> (default), <c>header</c>, <c>basic</c> or <c>client-credentials</c>.</summary>
    [AllowedValues("none", "header", "basic", "client-credentials", ErrorMessage = "Credential must be none, header, basic or client-credentials.")]
    public string Credential { get; init; } = "none";

    /// <summary>For <c>header</c>: the header's name; default <c>X-Api-Key</c>.</summary>
    [RegularExpression("^[A-Za-z0-9-]{1,64}$", ErrorMessage = "Header must be a header name.")]
    public string Header { get; init; } = "X-Api-Key";

    /// <summary>For <c>basic</c> and <c>client-credentials</c>: the user or client id.</summary>
    public string? User { get; init; }

    /// <summary>The secret by reference, never in the open: <c>env:NAME</c> or <c>file:path</c> (relative to <c>yarp.json</c>).</summary>
    public string? Secret { get; init; }

    /// <summary>For <c>client-credentials</c>: the token endpoint.</summary>
    public Uri? TokenEndpoint { get; init; }

    /// <summary>For <c>client-credentials</c>: the scopes to ask for, separated by spaces.</summary>
    public string? Scope { get; init; }

    /// <summary>Whether the client's own <c>Authorization</c> goes upstream. Default false.</summary>
    public bool ForwardAuthorization { get; init; }

    /// <summary>Whether cookies pass in both directions. Default false.</summary>
    public bool ForwardCookies { get; init; }

    /// <summary>Whether the upstream is told who calls, in <c>X-Consumer-Id</c>, <c>X-Consumer-System</c> and <c>X-Consumer-Scopes</c>. Default false.</summary>
    public bool TellConsumer { get; init; }

    /// <summary>
    /// The header in which the system takes a key that makes a repeated change harmless, such as <c>Idempotency-Key</c>. Every change then carries the request's id in it,
    /// the same on each attempt, and may be repeated. Name it only where the system keeps its word. None by default.
    /// </summary>
    [RegularExpression("^[A-Za-z0-9-]{1,64}$", ErrorMessage = "HonoursKey must be a header name.")]
    public string? HonoursKey { get; init; }

    /// <summary>When a destination is left alone for a while.</summary>
    [ValidateObjectMembers]
    public BreakerOptions Breaker { get; init; } = new();

    /// <summary>How many retries the cluster allows itself.</summary>
    [ValidateObjectMembers]
    public RetryBudgetOptions RetryBudget { get; init; } = new();

    /// <summary>Headers of this system's answers that are not for callers, beside those that never pass (<c>Server</c>, <c>X-Powered-By</c> and the like). Default none.</summary>
    public IReadOnlyList<string> HideHeaders { get; init; } = [];
}

[OptionsValidator]
internal sealed partial class UpstreamOptionsValidator : IValidateOptions<UpstreamOptions>;

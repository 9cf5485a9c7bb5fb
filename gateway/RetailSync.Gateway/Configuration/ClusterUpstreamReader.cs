using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using RetailSync.Gateway.Forwarding;

namespace RetailSync.Gateway.Configuration;

/// <summary>Reads the <c>Upstream</c> section of a cluster and resolves its secret.</summary>
internal sealed partial class ClusterUpstreamReader(SecretReader secrets, HttpMessageInvoker tokens, TimeProvider clock)
{
    private readonly Dictionary<string, ClusterUpstream> _kept = [];

    /// <summary>Reads one cluster; adds faults and returns null when it cannot be used. The same settings give the same object, so cached tokens are kept.</summary>
    public ClusterUpstream? Read(IConfigurationSection section, ICollection<ConfigFault> faults)
    {
        UpstreamOptions options;
        try
        {
            options = section.Get<UpstreamOptions>(binder => binder.ErrorOnUnknownConfiguration = true) ?? new UpstreamOptions();
        }
        catch (InvalidOperationException unbindable)
        {
            faults.Add(new ConfigFault(section.Path, unbindable.InnerException?.Message ?? unbindable.Message));
            return null;
        }

        var before = faults.Count;
        foreach (var failure in new UpstreamOptionsValidator().Validate(section.Path, options).Failures ?? [])
        {
            faults.Add(new ConfigFault(section.Path, failure));
        }

        var secret = options.Credential is "none" ? "" : secrets.Read($"{section.Path}:Secret", options.Secret, faults);
        CheckNeeds(section.Path, options, faults);
        if (faults.Count > before)
        {
            return null;
        }

        var text = string.Join('\n', section.AsEnumerable().OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}").Append(secret));
        var fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
        if (!_kept.TryGetValue(fingerprint, out var upstream))
        {
            _kept[fingerprint] = upstream = new ClusterUpstream(
                new UpstreamSettings(Credential(options, secret!), options.ForwardAuthorization, options.ForwardCookies, options.TellConsumer)
                {
                    HonoursKey = options.HonoursKey,
                    Breaker = options.Breaker,
                    RetryBudget = options.RetryBudget,
                    HiddenHeaders = options.HideHeaders,
                },
                fingerprint);
        }

        return upstream;
    }

    /// <summary>Forgets the settings, with their secrets and tokens, that the clusters of a good load do not use any more.</summary>
    public void KeepOnly(IEnumerable<ClusterUpstream?> used)
    {
        var fingerprints = used.Select(upstream => upstream?.Fingerprint).ToHashSet();
        foreach (var forgotten in _kept.Keys.Where(fingerprint => !fingerprints.Contains(fingerprint)).ToList())
        {
            _kept.Remove(forgotten);
        }
    }

    private static void CheckNeeds(string path, UpstreamOptions options, ICollection<ConfigFault> faults)
    {
        if (options.Credential is "basic" or "client-credentials" && string.IsNullOrEmpty(options.User))
        {
            faults.Add(new ConfigFault($"{path}:User", $"the credential '{options.Credential}' needs a User."));
        }

        if (options.Credential is "client-credentials" && options.TokenEndpoint is not { IsAbsoluteUri: true })
        {
            faults.Add(new ConfigFault($"{path}:TokenEndpoint", "the credential 'client-credentials' needs an absolute TokenEndpoint."));
        }
        else if (options.Credential is "client-credentials" && !MaySendSecret(options.TokenEndpoint!))
        {
            faults.Add(new ConfigFault($"{path}:TokenEndpoint", $"'{options.TokenEndpoint}' would be sent the secret in the clear. Give an https address; plain http is for loopback."));
        }

        foreach (var name in options.HideHeaders.Where(name => !HeaderName().IsMatch(name)))
        {
            faults.Add(new ConfigFault($"{path}:HideHeaders", $"'{name}' is not a header name."));
        }
    }

    private static bool MaySendSecret(Uri endpoint) => endpoint.Scheme == Uri.UriSchemeHttps || (endpoint.Scheme == Uri.UriSchemeHttp && endpoint.IsLoopback);

    [GeneratedRegex("^[A-Za-z0-9_-]{1,64}$")]
    private static partial Regex HeaderName();

    private IUpstreamCredential? Credential(UpstreamOptions options, string secret) => options.Credential switch
    {
        "none" => null,
        "header" => new HeaderCredential(options.Header, secret),
        "basic" => new HeaderCredential("Authorization", new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.User}:{secret}"))).ToString()),
        "client-credentials" => new ClientCredentials(options.TokenEndpoint!, options.User!, secret, options.Scope, tokens, clock),
        _ => throw new System.Diagnostics.UnreachableException($"Credential kind {options.Credential} is not known."),
    };
}

using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace RetailSync.Policies.Identify;

/// <summary>
/// One issuer's discovery document and keys. They are fetched at start and on a schedule, and once more when a token names an unknown key, at most
/// every five minutes. What was loaded is kept for as long as no newer fetch succeeds. Safe to call from many threads.
/// </summary>
internal sealed partial class IssuerKeys : BaseConfigurationManager, IConfigurationManager<OpenIdConnectConfiguration>
{
    private static readonly TimeSpan UnknownKeyPause = TimeSpan.FromMinutes(5);

    private readonly IdentityProviderOptions _options;
    private readonly IDocumentRetriever _documents;
    private readonly IdentifyMetrics _metrics;
    private readonly TimeProvider _clock;
    private readonly ILogger<IssuerKeys> _logger;
    private readonly Lock _gate = new();

    private volatile OpenIdConnectConfiguration? _current;
    private Task<bool>? _fetching;
    private long? _askedForUnknownKey;

    public IssuerKeys(IdentityProviderOptions options, IDocumentRetriever documents, IdentifyMetrics metrics, TimeProvider clock, ILogger<IssuerKeys> logger)
    {
        _options = options;
        _documents = documents;
        _metrics = metrics;
        _clock = clock;
        _logger = logger;
        MetadataAddress = AddressOf(options);
        UseLastKnownGoodConfiguration = false;
    }

    /// <summary>The issuer whose tokens these keys check; null until they are loaded.</summary>
    public string? Issuer => _current?.Issuer;

    /// <summary>The keys for a token: the one it names, or the only one there is when it names none.</summary>
    public IReadOnlyList<SecurityKey> Find(string? keyId)
    {
        // Symmetric keys in a key set are a mistake of the provider's: whoever can read the set could sign with them.
        var keys = _current?.SigningKeys.Where(key => key is not SymmetricSecurityKey).ToArray() ?? [];
        return keyId is null ? keys is [_] ? keys : [] : [.. keys.Where(key => string.Equals(key.KeyId, keyId, StringComparison.Ordinal))];
    }

    /// <summary>Whether there is a key for the token, asking the provider for new keys if the five minutes allow it.</summary>
    public async ValueTask<bool> HasKeyAsync(string? keyId, CancellationToken cancel)
    {
        if (Find(keyId).Count > 0)
        {
            return true;
        }

        if (keyId is null)
        {
            return false;
        }

        if (RefreshForUnknownKey() is { } refresh)
        {
            await refresh.WaitAsync(cancel);
        }

        // Looked at again in any case: another request's fetch may have ended since the first look.
        return Find(keyId).Count > 0;
    }

    /// <summary>Fetches the document and the keys; concurrent calls share one fetch. False: it failed, and what there was is kept.</summary>
    public Task<bool> RefreshAsync(KeyFetch cause)
    {
        lock (_gate)
        {
            return _fetching is { IsCompleted: false } running ? running : _fetching = FetchAsync(cause);
        }
    }

    /// <inheritdoc/>
    public Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel) => _current is { } current
        ? Task.FromResult(current)
        : Task.FromException<OpenIdConnectConfiguration>(new InvalidOperationException($"The keys of '{_options.Name}' are not loaded yet."));

    /// <inheritdoc/>
    public override async Task<BaseConfiguration> GetBaseConfigurationAsync(CancellationToken cancel) => await GetConfigurationAsync(cancel);

    /// <summary>Does nothing: <see cref="HasKeyAsync"/> has asked before the framework's handler could.</summary>
    public override void RequestRefresh()
    {
    }

    private static string AddressOf(IdentityProviderOptions options)
    {
        if (!string.IsNullOrWhiteSpace(options.MetadataAddress))
        {
            return options.MetadataAddress;
        }

        var authority = options.Authority!.TrimEnd('/');
        var isShortEntra = options.Kind is IdentityProviderKind.Entra && !authority.EndsWith("/v2.0", StringComparison.Ordinal);
        return $"{authority}{(isShortEntra ? "/v2.0" : "")}/.well-known/openid-configuration";
    }

    private Task<bool>? RefreshForUnknownKey()
    {
        lock (_gate)
        {
            if (_askedForUnknownKey is { } last && _clock.GetElapsedTime(last) < UnknownKeyPause)
            {
                // Requests that arrive while the one permitted fetch is under way wait for it too.
                return _fetching is { IsCompleted: false } running ? running : null;
            }

            // Within the lock, so that nobody can find the time taken and the fetch not yet begun.
            _askedForUnknownKey = _clock.GetTimestamp();
            return RefreshAsync(KeyFetch.UnknownKey);
        }
    }

    private async Task<bool> FetchAsync(KeyFetch cause)
    {
        try
        {
            var fetched = await OpenIdConnectConfigurationRetriever.GetAsync(MetadataAddress, _documents, CancellationToken.None);
            if (Fault(fetched) is { } fault)
            {
                throw new IOException(fault);
            }

            _current = fetched;
            _metrics.KeysFetched(_options.Name, cause, succeeded: true);
            LogLoaded(_options.Name, fetched.SigningKeys.Count);
            return true;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // Whatever a provider answers, from no connection to broken JSON: the old keys stay and the caller of this method tries again later.
            _metrics.KeysFetched(_options.Name, cause, succeeded: false);
            LogFailed(_options.Name, MetadataAddress, _current is null ? "There are none yet, so its tokens are refused." : "The ones loaded before stay in use.", failure);
            return false;
        }
    }

    private string? Fault(OpenIdConnectConfiguration fetched)
    {
        if (string.IsNullOrEmpty(fetched.Issuer) || fetched.Issuer.Contains('{', StringComparison.Ordinal))
        {
            return "The discovery document names no single issuer.";
        }

        if (fetched.SigningKeys.Count == 0)
        {
            return "The provider publishes no signing key.";
        }

        // Entra names its issuer by the tenant's number, whatever name the address uses.
        var expected = _options.Issuer ?? (_options.Kind is IdentityProviderKind.Oidc ? _options.Authority : null);
        var matches = expected is null || (_options.Issuer is null ? fetched.Issuer.TrimEnd('/') == expected.TrimEnd('/') : fetched.Issuer == expected);
        return matches ? null : $"The discovery document names the issuer '{fetched.Issuer}', but '{expected}' is configured.";
    }

    [LoggerMessage(LogLevel.Debug, "{Count} keys of identity provider {Provider} are loaded.", EventName = "identity.keys-loaded")]
    private partial void LogLoaded(string provider, int count);

    [LoggerMessage(LogLevel.Warning, "The keys of identity provider {Provider} could not be fetched from {Address}. {Consequence}", EventName = "identity.keys-failed")]
    private partial void LogFailed(string provider, string address, string consequence, Exception reason);
}

using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace RetailSync.Testing;

/// <summary>
/// An identity provider on loopback, port 0: discovery document, key set, and tokens with any claims, right or wrong. Its keys can be rotated, it can
/// go down, and it counts who asks for what. Safe to call from many threads.
/// </summary>
public sealed class FakeIssuer : IAsyncDisposable
{
    private const string DiscoverySuffix = "/.well-known/openid-configuration";

    private readonly WebApplication _app;
    private readonly TimeProvider _clock;
    private readonly string? _tenant;
    private volatile FakeIssuerKeys _keys = new();
    private volatile bool _isDown;
    private int _discoveryFetches;
    private int _keyFetches;
    private int _otherFetches;

    private FakeIssuer(WebApplication app, TimeProvider clock, string? tenant)
    {
        _app = app;
        _clock = clock;
        _tenant = tenant;
    }

    /// <summary>The address, to be used as <c>Authority</c>. An OpenID Connect issuer ends with a slash, an Entra one with the tenant and <c>/v2.0</c>.</summary>
    public string Authority { get; private set; } = "";

    /// <summary>The <c>iss</c> of its tokens and its discovery document.</summary>
    public string Issuer => IssuerOverride ?? Authority;

    /// <summary>Another issuer than the address, for the discovery document and the tokens. Default none.</summary>
    public string? IssuerOverride { get; set; }

    /// <summary>The id of the RSA key that signs now; the elliptic one's ends with <c>-ec</c>.</summary>
    public string KeyId => _keys.Id;

    /// <summary>Whether every request's connection is cut.</summary>
    public bool IsDown
    {
        get => _isDown;
        set => _isDown = value;
    }

    /// <summary>How often the discovery document was asked for, also while down.</summary>
    public int DiscoveryFetches => Volatile.Read(ref _discoveryFetches);

    /// <summary>How often the key set was asked for, also while down.</summary>
    public int KeyFetches => Volatile.Read(ref _keyFetches);

    /// <summary>How often anything else was asked for.</summary>
    public int OtherFetches => Volatile.Read(ref _otherFetches);

    /// <summary>Starts an OpenID Connect provider.</summary>
    public static Task<FakeIssuer> StartAsync(TimeProvider? clock = null) => StartAsync(clock ?? TimeProvider.System, null);

    /// <summary>Starts a provider that looks like one tenant of Microsoft Entra ID, with v2.0 tokens.</summary>
    public static Task<FakeIssuer> StartEntraAsync(TimeProvider? clock = null, string tenant = "11111111-2222-3333-4444-555555555555") =>
        StartAsync(clock ?? TimeProvider.System, tenant);

    /// <summary>Replaces the keys: tokens from now on name a key that the old key set does not hold.</summary>
    public void RotateKeys() => _keys = new FakeIssuerKeys();

    /// <summary>The claims of a good token: for the audience <c>retailsync</c>, client <c>web-shop</c>, scope <c>crm.read</c>, an hour long.</summary>
    public Dictionary<string, object?> Claims()
    {
        var now = _clock.GetUtcNow().ToUnixTimeSeconds();
        var claims = new Dictionary<string, object?>
        {
            ["iss"] = Issuer,
            ["aud"] = "retailsync",
            ["sub"] = "subject-of-web-shop",
            ["iat"] = now,
            ["nbf"] = now,
            ["exp"] = now + 3_600,
        };
        if (_tenant is null)
        {
            claims["client_id"] = "web-shop";
            claims["scope"] = "crm.read";
        }
        else
        {
            claims["azp"] = "web-shop";
            claims["roles"] = new[] { "crm.read" };
            claims["tid"] = _tenant;
            claims["ver"] = "2.0";
        }

        return claims;
    }

    /// <summary>A token with the usual claims as <paramref name="change"/> leaves them, signed as <paramref name="algorithm"/> says.</summary>
    public string Token(Action<Dictionary<string, object?>>? change = null, string algorithm = "RS256", string? keyId = null)
    {
        var claims = Claims();
        change?.Invoke(claims);
        return Token(JsonSerializer.Serialize(claims), algorithm, keyId);
    }

    /// <summary>A token with a payload that is taken as it stands, signed as <paramref name="algorithm"/> says.</summary>
    public string Token(string payload, string algorithm, string? keyId = null) =>
        TokenWithHeader($$"""{"alg":"{{algorithm}}","typ":"JWT","kid":"{{keyId ?? (algorithm == "ES256" ? $"{KeyId}-ec" : KeyId)}}"}""", payload, algorithm);

    /// <summary>A token with header and payload taken as they stand. HS256 signs with the public RSA key's text, as an attacker would; none signs with nothing.</summary>
    public string TokenWithHeader(string header, string payload, string algorithm)
    {
        var signed = $"{Encode(header)}.{Encode(payload)}";
        return $"{signed}.{Base64Url.EncodeToString(_keys.Sign(Encoding.ASCII.GetBytes(signed), algorithm))}";
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static async Task<FakeIssuer> StartAsync(TimeProvider clock, string? tenant)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var issuer = new FakeIssuer(app, clock, tenant);
        app.Run(issuer.AnswerAsync);
        await app.StartAsync();
        issuer.Authority = app.Urls.First() + (tenant is null ? "/" : $"/{tenant}/v2.0");
        return issuer;
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        var isDiscovery = path == (_tenant is null ? DiscoverySuffix : $"/{_tenant}/v2.0{DiscoverySuffix}");
        var isKeys = path == "/keys";
        Interlocked.Increment(ref isDiscovery ? ref _discoveryFetches : ref isKeys ? ref _keyFetches : ref _otherFetches);
        if (_isDown)
        {
            context.Abort();
            return Task.CompletedTask;
        }

        if (isDiscovery)
        {
            return context.Response.WriteAsJsonAsync(Discovery(context));
        }

        if (isKeys)
        {
            return context.Response.WriteAsJsonAsync(_keys.KeySet(_tenant is null ? null : Issuer));
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private Dictionary<string, object> Discovery(HttpContext context)
    {
        var document = new Dictionary<string, object>
        {
            ["issuer"] = Issuer,
            ["jwks_uri"] = $"http://{context.Request.Host}/keys",
            ["token_endpoint"] = $"http://{context.Request.Host}/token",
            ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
        };
        if (_tenant is not null)
        {
            document["tenant_region_scope"] = "EU";
            document["cloud_instance_name"] = "microsoftonline.com";
        }

        return document;
    }
}

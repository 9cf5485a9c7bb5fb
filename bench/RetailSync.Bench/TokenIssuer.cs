using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace RetailSync.Bench;

/// <summary>As much of an identity provider as a gateway looks at: discovery, keys, and one RS256 token for the load generator.</summary>
internal sealed class TokenIssuer : IAsyncDisposable
{
    private const string KeyId = "bench-1";
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    private readonly RSA _key = RSA.Create(2_048);
    private readonly WebApplication _app;

    private TokenIssuer(WebApplication app) => _app = app;

    /// <summary>The issuer's name and address, with a slash at the end.</summary>
    public string Issuer => _app.Urls.Single() + "/";

    public static async Task<TokenIssuer> StartAsync(CancellationToken cancel)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var issuer = new TokenIssuer(builder.Build());
        issuer._app.MapGet("/.well-known/openid-configuration", issuer.DescribeAsync);
        issuer._app.MapGet("/jwks", issuer.ShowKeysAsync);
        await issuer._app.StartAsync(cancel);
        return issuer;
    }

    /// <summary>A token of the consumer <c>bench-client</c>.</summary>
    /// <param name="now">The time.</param>
    /// <param name="scopes">Its scopes; without any, those of the benchmark's contract.</param>
    public string Mint(DateTimeOffset now, string scopes = "bench.read bench.write")
    {
        var header = Encode(new { alg = "RS256", typ = "at+jwt", kid = KeyId });
        var claims = Encode(new
        {
            iss = Issuer,
            aud = "retailsync",
            sub = "bench-client",
            client_id = "bench-client",
            scope = scopes,
            jti = "0b7c6f0e-5b0e-4d0a-9d57-5d2f6b1c2a3e",
            iat = now.ToUnixTimeSeconds(),
            nbf = now.ToUnixTimeSeconds(),
            exp = (now + Lifetime).ToUnixTimeSeconds(),
        });
        var signature = _key.SignData(Encoding.ASCII.GetBytes($"{header}.{claims}"), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{header}.{claims}.{Base64Url.EncodeToString(signature)}";
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
    }

    private static string Encode(object part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));

    private Task DescribeAsync(HttpContext context) => WriteAsync(context, new
    {
        issuer = Issuer,
        jwks_uri = Issuer + "jwks",
        token_endpoint = Issuer + "token",
        response_types_supported = new[] { "token" },
        subject_types_supported = new[] { "public" },
        id_token_signing_alg_values_supported = new[] { "RS256" },
    });

    private Task ShowKeysAsync(HttpContext context)
    {
        var key = _key.ExportParameters(includePrivateParameters: false);
        return WriteAsync(context, new
        {
            keys = new[] { new { kty = "RSA", use = "sig", alg = "RS256", kid = KeyId, n = Base64Url.EncodeToString(key.Modulus), e = Base64Url.EncodeToString(key.Exponent) } },
        });
    }

    // Written by hand: the slim host has no reflection-based serializer.
    private static Task WriteAsync(HttpContext context, object document)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(JsonSerializer.Serialize(document), context.RequestAborted);
    }
}

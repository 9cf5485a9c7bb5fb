using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace RetailSync.Testing;

/// <summary>One generation of a <see cref="FakeIssuer"/>'s keys: an RSA key and one on P-256.</summary>
/// <remarks>Making an RSA key takes longer than most tests, so issuers that have ended leave theirs to the next.</remarks>
internal sealed class FakeIssuerKeys
{
    private static readonly ConcurrentBag<FakeIssuerKeys> Free = [];

    private readonly RSA _rsa = RSA.Create(2_048);
    private readonly ECDsa _ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly Lock _gate = new();

    /// <summary>The id of the RSA key. The other's ends with <c>-ec</c>.</summary>
    public string Id { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Keys that no running issuer has.</summary>
    public static FakeIssuerKeys Rent() => Free.TryTake(out var keys) ? keys : new FakeIssuerKeys();

    /// <summary>Gives the keys to whoever comes next.</summary>
    public void Return() => Free.Add(this);

    public byte[] Sign(byte[] signed, string algorithm)
    {
        lock (_gate)
        {
            return algorithm switch
            {
                "RS256" => _rsa.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
                "RS512" => _rsa.SignData(signed, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
                "PS256" => _rsa.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
                "ES256" => _ec.SignData(signed, HashAlgorithmName.SHA256),
                "HS256" => HMACSHA256.HashData(Encoding.ASCII.GetBytes(_rsa.ExportSubjectPublicKeyInfoPem()), signed),
                _ => [],
            };
        }
    }

    public object KeySet(string? keyIssuer)
    {
        lock (_gate)
        {
            var rsa = _rsa.ExportParameters(false);
            var ec = _ec.ExportParameters(false);
            Dictionary<string, string> rsaKey = new() { ["kty"] = "RSA", ["use"] = "sig", ["kid"] = Id, ["n"] = Text(rsa.Modulus), ["e"] = Text(rsa.Exponent) };
            Dictionary<string, string> ecKey = new() { ["kty"] = "EC", ["use"] = "sig", ["kid"] = $"{Id}-ec", ["crv"] = "P-256", ["x"] = Text(ec.Q.X), ["y"] = Text(ec.Q.Y) };
            if (keyIssuer is not null)
            {
                rsaKey["issuer"] = keyIssuer;
                ecKey["issuer"] = keyIssuer;
            }

            return new { keys = new[] { rsaKey, ecKey } };
        }
    }

    private static string Text(byte[]? value) => Base64Url.EncodeToString(value);
}

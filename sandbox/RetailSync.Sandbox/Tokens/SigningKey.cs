using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace RetailSync.Sandbox;

/// <summary>The RSA key that signs the tokens. It is kept in a file, so that tokens stay valid over a restart.</summary>
internal sealed class SigningKey
{
    private const int Bits = 2048;

    private SigningKey(RSA rsa)
    {
        var name = SHA256.HashData(rsa.ExportSubjectPublicKeyInfo());
        Key = new RsaSecurityKey(rsa) { KeyId = Base64UrlEncoder.Encode(name.AsSpan(0, 12).ToArray()) };
    }

    /// <summary>The key, with an id taken from its public half.</summary>
    public RsaSecurityKey Key { get; }

    /// <summary>Reads the key from the file; makes it first when it is not there.</summary>
    public static SigningKey Load(string path)
    {
        var pem = SecretFiles.ReadOrMake(path, () =>
        {
            using var made = RSA.Create(Bits);
            return made.ExportPkcs8PrivateKeyPem();
        });
        var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(pem);
            return new SigningKey(rsa);
        }
        catch (ArgumentException unreadable)
        {
            rsa.Dispose();
            throw new InvalidDataException($"{path} holds no RSA private key in PEM. Delete it: a new one is made at the next start, and old tokens end.", unreadable);
        }
    }
}

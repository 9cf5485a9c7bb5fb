using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using RetailSync.Gateway.Certificates;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Certificates;

/// <summary>Which revocation lists are believed, and what they say.</summary>
public sealed class RevocationListTests : IDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private readonly FakeAuthority _root = FakeAuthority.Create();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Read_PemOrDer_HoldsTheSerials()
    {
        using var revoked = _root.Sign();
        using var good = _root.Sign();
        var pem = _root.RevocationList(Now.AddHours(1), revoked);

        foreach (var file in new[] { System.Text.Encoding.ASCII.GetBytes("# Lists.\n" + pem), Der(pem) })
        {
            var set = RevocationSet.Read(file, [_root.Certificate]);
            Assert.Equal("it is revoked", set.FaultOf([LinkOf(revoked)], Now).Fault);
            Assert.Null(set.FaultOf([LinkOf(good)], Now).Fault);
            Assert.StartsWith("the revocation list of its issuer is out of date since ", set.FaultOf([LinkOf(good)], Now.AddHours(1)).Fault, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Read_RsaAuthority_IsVerified()
    {
        using var key = RSA.Create(2_048);
        var request = new CertificateRequest("CN=RSA root", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        using var authority = request.CreateSelfSigned(Now.AddDays(-9), Now.AddDays(9));
        var list = new CertificateRevocationListBuilder();
        list.AddEntry([0x00, 0x80, 0x01]);

        var read = RevocationList.Read(list.Build(authority, 1, Now.AddDays(1), HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1, Now.AddDays(-1)), [authority]);

        Assert.Equal(["8001"], read.Serials);
    }

    [Fact]
    public void Read_AnotherAuthorityOfTheSameName_IsRefused()
    {
        using var stranger = FakeAuthority.Create();

        var refused = Assert.Throws<FormatException>(() => RevocationList.Read(Der(stranger.RevocationList()), [_root.Certificate]));

        Assert.Equal("none of ClientAuthorities has signed it as 'CN=Test root'.", refused.Message);
    }

    [Fact]
    public void Read_AnyByteChanged_IsRefused()
    {
        using var revoked = _root.Sign();
        var der = Der(_root.RevocationList(null, revoked));

        for (var i = 0; i < der.Length; i++)
        {
            var changed = (byte[])der.Clone();
            changed[i] ^= 0x01;
            Assert.Throws<FormatException>(() => RevocationList.Read(changed, [_root.Certificate]));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")]
    public void Read_NoList_IsRefused(string file) =>
        Assert.Throws<FormatException>(() => RevocationSet.Read(System.Text.Encoding.ASCII.GetBytes(file), [_root.Certificate]));

    private static byte[] Der(string pem)
    {
        var found = PemEncoding.Find(pem);
        return Convert.FromBase64String(pem[found.Base64Data]);
    }

    private static CertificateLink LinkOf(X509Certificate2 certificate) =>
        new(Convert.ToHexString(certificate.IssuerName.RawData), RevocationList.SerialOf(certificate.SerialNumberBytes.Span));
}

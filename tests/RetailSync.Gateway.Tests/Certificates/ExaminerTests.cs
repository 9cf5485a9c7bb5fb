using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using RetailSync.Gateway.Certificates;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Certificates;

/// <summary>What a certificate is worth, and how that changes with time and with the revocation lists.</summary>
public sealed class ExaminerTests : IDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private readonly FakeAuthority _root = FakeAuthority.Create();

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData("1.3.6.1.5.5.7.3.2", null)]
    [InlineData("2.5.29.37.0", "it is not meant for clients (its extended key usage lacks clientAuth)")]
    [InlineData(null, null)]
    [InlineData("1.3.6.1.5.5.7.3.1", "it is not meant for clients (its extended key usage lacks clientAuth)")]
    public void Examine_Usage_MustAllowClients(string? usage, string? fault)
    {
        using var signed = _root.Sign(usage: usage, names: ["dns:Till.example.com", "uri:spiffe://example.com/Till"]);

        var found = Examine(signed).At(Now, RevocationSet.None);

        Assert.Equal(fault, found.Fault);
        if (fault is null)
        {
            Assert.Equal((null, "dns:till.example.com uri:spiffe://example.com/Till"), (found.Untrusted, string.Join(' ', found.Names)));
        }
    }

    [Fact]
    public void Examine_Thumbprint_IsOfTheWholeCertificate()
    {
        using var signed = _root.Sign("till");

        var found = Examine(signed).At(Now, RevocationSet.None);

        Assert.Equal((CertificateGateway.ThumbprintOf(signed).ToLowerInvariant(), "CN=till"), (found.Sha256, found.Subject));
    }

    [Fact]
    public void Examine_NoAuthorities_NamesDoNotCount()
    {
        using var signed = _root.Sign(names: ["dns:till.example.com"]);

        var found = new CertificateExaminer([], TimeProvider.System).Examine(signed, [_root.Certificate]).At(Now, RevocationSet.None);

        Assert.Equal((null, "no ClientAuthorities are configured"), (found.Fault, found.Untrusted));
        Assert.Empty(found.Names);
    }

    [Fact]
    public void Examine_OtherAuthoritySent_IsNotTrusted()
    {
        using var stranger = FakeAuthority.Create("Test root");
        using var signed = stranger.Sign(names: ["dns:till.example.com"]);

        var found = Examine(signed, stranger.Certificate).At(Now, RevocationSet.None);

        Assert.Null(found.Fault);
        Assert.StartsWith("its chain is not trusted:", found.Untrusted, StringComparison.Ordinal);
        Assert.Empty(found.Names);
    }

    [Fact]
    public void At_TimePasses_FollowsTheCertificateAndItsChain()
    {
        using var signed = _root.Sign(notBefore: Now.AddHours(1), notAfter: Now.AddHours(2), names: ["dns:till.example.com"]);
        var evidence = Examine(signed);

        string?[] faults = [.. new[] { 0.5, 1.5, 2.5, 1.5 }.Select(hours => evidence.At(Now.AddHours(hours), RevocationSet.None).Fault)];

        Assert.StartsWith("it is not valid before ", faults[0], StringComparison.Ordinal);
        Assert.Null(faults[1]);
        Assert.StartsWith("it expired at ", faults[2], StringComparison.Ordinal);
        Assert.Null(faults[3]);
    }

    [Fact]
    public void At_IssuerExpired_NamesNoLongerCount()
    {
        using var issuer = _root.Below();
        using var signed = issuer.Sign(notAfter: Now.AddYears(4).AddMinutes(-1), names: ["dns:till.example.com"]);
        var evidence = Examine(signed, issuer.Certificate);

        var before = evidence.At(Now.AddYears(4).AddMinutes(-2), RevocationSet.None);
        var after = new CertificateEvidence { Sha256 = "", Subject = "", Names = ["dns:a"], ChainNotAfter = Now }.At(Now.AddTicks(1), RevocationSet.None);

        Assert.Equal(["dns:till.example.com"], before.Names);
        Assert.Empty(after.Names);
        Assert.Equal((null, "a certificate of its chain is not valid now"), (after.Fault, after.Untrusted));
    }

    [Fact]
    public void At_NothingChanged_IsTheSameObject()
    {
        using var signed = _root.Sign();
        var evidence = Examine(signed);

        Assert.Same(evidence.At(Now, RevocationSet.None), evidence.At(Now.AddHours(1), RevocationSet.None));
    }

    private CertificateEvidence Examine(X509Certificate2 certificate, params X509Certificate2[] sent) =>
        new CertificateExaminer([_root.Certificate], new FakeTimeProvider(Now)).Examine(certificate, [.. sent]);
}

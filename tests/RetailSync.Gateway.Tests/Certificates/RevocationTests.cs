using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Certificates;

/// <summary>Revocation lists from a file, over real TLS.</summary>
[Trait("Attack", "D24")]
public sealed class RevocationTests
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Send_Revoked_Is403AndOthersGoOn(string version)
    {
        await using var gateway = await CertificateGateway.StartAsync(revocations: made => made.Issuer.RevocationList(null, made.Till));
        using var another = gateway.Issuer.Sign("another", names: ["dns:till-17.example.com"]);

        using var revoked = await gateway.SendAsync(version, gateway.Till);
        using var good = await gateway.SendAsync(version, another);
        using var pinned = await gateway.SendAsync(version, gateway.Pinned);

        await Refused.AssertAsync(ProblemTypes.CertificateRefused, revoked);
        gateway.AssertIdentified(good, "store-pos");
        gateway.AssertIdentified(pinned, "web-shop");
    }

    [Fact]
    public async Task Send_RevokedAndPinned_Is403()
    {
        await using var gateway = await CertificateGateway.StartAsync(revocations: made => made.Issuer.RevocationList(null, made.Till));
        await gateway.Gateway.ChangeFileAsync("catalog/landscape/landscape.yaml", gateway.Landscape(gateway.Till));

        using var answer = await gateway.SendAsync("1.1", gateway.Till);

        await Refused.AssertAsync(ProblemTypes.CertificateRefused, answer);
    }

    [Fact]
    public async Task Send_AuthorityRevoked_Is403()
    {
        await using var gateway = await CertificateGateway.StartAsync(
            revocations: made => made.Issuer.RevocationList() + "\n" + made.Root.RevocationList(null, made.Issuer.Certificate));

        using var answer = await gateway.SendAsync("1.1", gateway.Till);

        await Refused.AssertAsync(ProblemTypes.CertificateRefused, answer);
    }

    [Fact]
    public async Task Send_ListOutOfDate_Is403()
    {
        await using var gateway = await CertificateGateway.StartAsync(revocations: made => made.Issuer.RevocationList(Now.AddMinutes(-1)));

        using var answer = await gateway.SendAsync("1.1", gateway.Till);

        await Refused.AssertAsync(ProblemTypes.CertificateRefused, answer);
    }

    [Fact]
    public async Task Send_NoListOfTheIssuer_Is403()
    {
        await using var gateway = await CertificateGateway.StartAsync(revocations: made => made.Root.RevocationList());

        using var answer = await gateway.SendAsync("1.1", gateway.Till);

        await Refused.AssertAsync(ProblemTypes.CertificateRefused, answer);
    }

    [Fact]
    public async Task Change_NewList_IsInForceOnTheSameConnection()
    {
        await using var gateway = await CertificateGateway.StartAsync(revocations: made => made.Issuer.RevocationList());
        using var client = gateway.Client("2.0", gateway.Till);
        using var before = await CertificateGateway.SendAsync(client);
        gateway.AssertIdentified(before, "store-pos");

        // A list that cannot be used leaves the old one in force.
        using var stranger = FakeAuthority.Create();
        await gateway.RevokeAsync(stranger.RevocationList(null, gateway.Till));
        using var still = await CertificateGateway.SendAsync(client);
        await gateway.RevokeAsync(gateway.Issuer.RevocationList(null, gateway.Till));
        using var refused = await Deadline.UntilAsync(
            async () =>
            {
                var answer = await CertificateGateway.SendAsync(client);
                return answer.IsSuccessStatusCode ? null : answer;
            },
            "the new revocation list is in force");

        gateway.AssertIdentified(still, "store-pos");
        await Refused.AssertAsync(ProblemTypes.CertificateRefused, refused);
    }
}

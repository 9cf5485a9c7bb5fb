using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Certificates;

/// <summary>A gateway that asks for client certificates, the authority that it trusts with one below it, and their revocation lists. The upstream is told who called.</summary>
internal sealed class CertificateGateway : IAsyncDisposable
{
    /// <summary>The route's policies where a test says nothing.</summary>
    public const string AllSchemes = "{}";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("retailsync-certificates-");
    private readonly List<IDisposable> _made = [];
    private GatewayFixture? _gateway;

    private CertificateGateway()
    {
        Root = Keep(FakeAuthority.Create());
        Issuer = Keep(Root.Below());
        Pinned = Keep(FakeAuthority.SelfSigned("pinned"));
        Till = Keep(Issuer.Sign("till-17", names: ["dns:till-17.example.com", "uri:spiffe://example.com/till/17"]));
    }

    /// <summary>The trusted root.</summary>
    public FakeAuthority Root { get; }

    /// <summary>The authority below the root, which signs for clients. It is not in the file of authorities unless there is a revocation list.</summary>
    public FakeAuthority Issuer { get; }

    /// <summary>The self-signed certificate whose thumbprint the landscape pins for <c>web-shop</c>.</summary>
    public X509Certificate2 Pinned { get; }

    /// <summary>The certificate of <c>till-17.example.com</c>, by which the landscape names <c>store-pos</c>.</summary>
    public X509Certificate2 Till { get; }

    public GatewayFixture Gateway => _gateway!;

    private string RevocationFile => Path.Combine(_folder.FullName, "revoked.crl");

    /// <summary>Starts it.</summary>
    /// <param name="use">What stands in <c>ClientCertificates</c>.</param>
    /// <param name="policies">The route's policies.</param>
    /// <param name="pinned">Further certificates that the landscape pins for <c>web-shop</c>.</param>
    /// <param name="revocations">Makes the revocation lists; null: none are configured.</param>
    /// <param name="arguments">Further settings.</param>
    public static async Task<CertificateGateway> StartAsync(
        string use = "allow",
        string policies = AllSchemes,
        IReadOnlyList<X509Certificate2>? pinned = null,
        Func<CertificateGateway, string>? revocations = null,
        params IReadOnlyList<string> arguments)
    {
        var made = new CertificateGateway();
        try
        {
            var authorities = made.Root.Pem + "\n" + (revocations is null ? "" : made.Issuer.Pem);
            var file = Path.Combine(made._folder.FullName, "authorities.pem");
            await File.WriteAllTextAsync(file, authorities);
            var further = new List<string> { $"--Listeners:Https:ClientCertificates={use}", $"--Listeners:Https:ClientAuthorities={file}", "--ReverseProxy:Clusters:crm:Upstream:TellConsumer=true" };
            if (revocations is not null)
            {
                await File.WriteAllTextAsync(made.RevocationFile, revocations(made));
                further.Add($"--Listeners:Https:ClientRevocations={made.RevocationFile}");
            }

            made._gateway = await GatewayFixture.StartAsync(policies: policies, landscape: made.Landscape(pinned ?? []), arguments: [.. further, .. arguments]);
            return made;
        }
        catch
        {
            await made.DisposeAsync();
            throw;
        }
    }

    /// <summary>The SHA-256 of a certificate in hexadecimal digits.</summary>
    public static string ThumbprintOf(X509Certificate2 certificate) => certificate.GetCertHashString(HashAlgorithmName.SHA256);

    /// <summary>The landscape in which <c>web-shop</c> has the pinned certificates and <c>store-pos</c> the till's names.</summary>
    public string Landscape(params IReadOnlyList<X509Certificate2> pinned)
    {
        var thumbprints = string.Join(", ", pinned.Prepend(Pinned).Select(certificate => $"{{sha256: {ThumbprintOf(certificate)}}}"));
        return GatewayTexts.Landscape
            .Replace("gateway.explain]}", $"gateway.explain], certificates: [{thumbprints}]}}", StringComparison.Ordinal)
            .Replace("scopes: [crm.read]}", "scopes: [crm.read], certificates: [{san: 'dns:till-17.example.com'}, {san: 'uri:spiffe://example.com/till/17'}]}", StringComparison.Ordinal);
    }

    /// <summary>Replaces the revocation lists.</summary>
    public async Task RevokeAsync(string lists)
    {
        var draft = RevocationFile + ".new";
        await File.WriteAllTextAsync(draft, lists);
        File.Move(draft, RevocationFile, overwrite: true);
    }

    /// <summary>A client of its own, with its own connection.</summary>
    public HttpClient Client(string version, X509Certificate2? certificate, X509Certificate2Collection? sentAlong = null) =>
        Keep(TestClients.WithCertificate(Gateway.Https, Version.Parse(version), certificate, sentAlong ?? Issuer.Intermediates()));

    /// <summary>Sends a read over a connection of its own.</summary>
    public async Task<HttpResponseMessage> SendAsync(string version, X509Certificate2? certificate, string? authorization = null, X509Certificate2Collection? sentAlong = null)
    {
        using var client = Client(version, certificate, sentAlong);
        return await SendAsync(client, authorization);
    }

    /// <summary>Sends a read.</summary>
    public static async Task<HttpResponseMessage> SendAsync(HttpClient client, string? authorization = null, params IEnumerable<(string Name, string Value)> headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/crm/v1/customers") { Version = client.DefaultRequestVersion, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Whether it was answered by the upstream, which was told that this consumer called.</summary>
    public void AssertIdentified(HttpResponseMessage answer, string consumer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var id = Assert.Single(answer.Headers.GetValues("X-Request-Id"));
        Assert.Equal(consumer, Assert.Single(Gateway.Upstream.Requests, request => request.Header("X-Request-Id") == id).Header("X-Consumer-Id"));
    }

    public async ValueTask DisposeAsync()
    {
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }

        _made.ForEach(one => one.Dispose());
        _folder.Delete(recursive: true);
    }

    private T Keep<T>(T made)
        where T : IDisposable
    {
        _made.Add(made);
        return made;
    }
}

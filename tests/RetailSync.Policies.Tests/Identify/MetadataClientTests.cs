using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using RetailSync.Policies.Identify;
using RetailSync.Testing;

namespace RetailSync.Policies.Tests.Identify;

/// <summary>What an identity provider's address can make the gateway fetch: one document of bounded size from that address, over TLS that is checked.</summary>
[Trait("Attack", "G41")]
public sealed class MetadataClientTests
{
    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    public async Task Get_Redirect_IsNotFollowed(int status)
    {
        await using var elsewhere = FakeUpstream.Returns(200, "{}");
        await using var provider = FakeUpstream.Handles(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = elsewhere.Address.ToString();
            return Task.CompletedTask;
        });

        await Assert.ThrowsAsync<IOException>(() => GetAsync(provider.Address.ToString()));

        Assert.Empty(elsewhere.Requests);
    }

    [Theory]
    [InlineData(1_048_576, true)]
    [InlineData(1_048_577, false)]
    public async Task Get_Size_IsLimited(int bytes, bool passes)
    {
        await using var provider = FakeUpstream.Sends(bytes);

        var fault = await Record.ExceptionAsync(() => GetAsync(provider.Address.ToString()));

        Assert.Equal(passes, fault is null);
        Assert.True(fault is null or HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded }, fault?.ToString());
    }

    [Fact]
    public async Task Get_EndlessAnswer_IsCutOff()
    {
        await using var provider = FakeUpstream.Handles(async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.WriteAsync(new string(' ', 65_536), context.RequestAborted);
            }
        });

        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(provider.Address.ToString()));
    }

    [Fact]
    public async Task Get_Silent_EndsInTime()
    {
        await using var provider = FakeUpstream.Hangs();
        using var client = new MetadataClient(TimeSpan.FromMilliseconds(200));

        await Assert.ThrowsAsync<TaskCanceledException>(() => client.For(requireHttps: false).GetDocumentAsync(provider.Address.ToString(), TestContext.Current.CancellationToken));
    }

    // The key set's address stands in a document that somebody else wrote.
    [Theory]
    [InlineData("http://keys.example.com/keys", false)]
    [InlineData("http://169.254.169.254/latest/meta-data", false)]
    [InlineData("http://10.0.0.1/keys", false)]
    [InlineData("http://localhost.example.com/keys", false)]
    [InlineData("http://127.0.0.1:1/keys", true)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("ftp://localhost/keys", false)]
    [InlineData("/keys", false)]
    [InlineData("", false)]
    public async Task Get_AddressOfAnotherKind_IsNotAsked(string address, bool requireHttps)
    {
        using var client = new MetadataClient();

        var fault = await Assert.ThrowsAsync<IOException>(() => client.For(requireHttps).GetDocumentAsync(address, TestContext.Current.CancellationToken));

        Assert.Contains("is not an https address", fault.Message);
    }

    [Fact]
    public async Task Get_CertificateThatNobodySigned_IsNotBelieved()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        using var certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync(listener, certificate);

        var fault = await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync($"https://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/"));

        Assert.Equal(HttpRequestError.SecureConnectionError, fault.HttpRequestError);
        Assert.False(await serving, "The gateway sent a request to a server that it could not know.");
    }

    private static async Task<string> GetAsync(string address)
    {
        using var client = new MetadataClient();
        return await client.For(requireHttps: false).GetDocumentAsync(address, TestContext.Current.CancellationToken);
    }

    // Whether a byte of a request came.
    private static async Task<bool> ServeAsync(TcpListener listener, X509Certificate2 certificate)
    {
        using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        using var tls = new SslStream(client.GetStream());
        try
        {
            await tls.AuthenticateAsServerAsync(certificate);
            return await tls.ReadAsync(new byte[1], TestContext.Current.CancellationToken) > 0;
        }
        catch (Exception refused) when (refused is IOException or AuthenticationException)
        {
            return false;
        }
    }
}

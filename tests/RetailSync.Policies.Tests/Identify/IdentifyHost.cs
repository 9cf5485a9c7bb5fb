using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RetailSync.Gateway;
using RetailSync.Policies.Identify;
using RetailSync.Testing;

namespace RetailSync.Policies.Tests.Identify;

/// <summary>The identify policy behind a real socket. It answers with who was identified and which credential headers are left.</summary>
internal sealed class IdentifyHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly SocketsHttpHandler _handler = new() { UseProxy = false };
    private readonly HttpClient _http;
    private int _validations;

    private IdentifyHost(WebApplication app)
    {
        _app = app;
        _http = new HttpClient(_handler) { BaseAddress = new Uri(app.Urls.First()) };
        Services.GetRequiredService<IOptionsMonitor<JwtBearerOptions>>().Get("retailsync:fake").Events.OnTokenValidated += _ =>
        {
            Interlocked.Increment(ref _validations);
            return Task.CompletedTask;
        };
    }

    /// <summary>The consumers of requests that arrive from now on.</summary>
    public FakeSnapshot Snapshot { get; set; } = new([]);

    /// <summary>The certificate that the clients of requests from now on have shown.</summary>
    public ClientCertificate? Certificate { get; set; }

    /// <summary>How many tokens the framework's handler was asked to validate.</summary>
    public int Validations => Volatile.Read(ref _validations);

    /// <summary>The reason of the last refusal, which callers do not see.</summary>
    public string? LastReason { get; private set; }

    public IServiceProvider Services => _app.Services;

    public IIdentityReadiness Readiness => Services.GetRequiredService<IIdentityReadiness>();

    public IssuerKeys Keys => Services.GetRequiredService<IdentityProviders>().All[0].Keys;

    /// <summary>Starts it for one issuer and loads the issuer's keys once; or leaves that to the loader in the background, or to nobody.</summary>
    public static async Task<IdentifyHost> StartAsync(
        FakeIssuer issuer, TimeProvider? clock = null, string scheme = "", bool load = true, bool loader = false, params (string Key, string Value)[] identity)
    {
        (string, string)[] settings =
        [
            ("Providers:0:Name", "fake"), ("Providers:0:Authority", issuer.Authority), ("Providers:0:Audiences:0", "retailsync"), ("Providers:0:RequireHttps", "false"), .. identity,
        ];
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create<string, string?>($"Identity:{setting.Item1}", setting.Item2)));
        builder.Services.AddSingleton(clock ?? TimeProvider.System);
        var faults = new List<ConfigFault>();
        builder.Services.AddBuiltInPolicies().AddIdentity(builder.Configuration, faults);
        Assert.Empty(faults);

        if (!loader)
        {
            // It would fetch at a moment of its own, and most tests count fetches.
            builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == typeof(IssuerKeysLoader)));
        }

        var app = builder.Build();
        var policy = Built.Policy(app.Services, "identify", settings: scheme.Length == 0 ? [] : [("Schemes:0", scheme)]);
        IdentifyHost? host = null;
        app.Run(context => host!.AnswerAsync(context, policy));
        await app.StartAsync();
        host = new IdentifyHost(app) { Snapshot = new FakeSnapshot([Some.Consumer("web-shop", "crm.read", "crm.write")]) };
        if (load && !loader)
        {
            Assert.True(await host.Keys.RefreshAsync(KeyFetch.Start));
        }

        return host;
    }

    public Task<HttpResponseMessage> SendAsync(string? token, string path = "/", string? apiKey = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        }

        if (apiKey is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Api-Key", apiKey);
        }

        return _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Sends a token and gives up when <paramref name="impatience"/> says so.</summary>
    public Task<HttpResponseMessage> SendUntilAsync(string token, CancellationToken impatience)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        return _http.SendAsync(request, impatience);
    }

    /// <summary>Sends header lines exactly as they are given and returns the status line's code.</summary>
    public async Task<HttpStatusCode> SendRawAsync(string path, params string[] headers)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, new Uri(_app.Urls.First()).Port, TestContext.Current.CancellationToken);
        var request = $"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
        var answer = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        return Enum.Parse<HttpStatusCode>(answer.Split(' ')[1]);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context, IRequestPolicy policy)
    {
        var exchange = Some.ExchangeOver(context, Snapshot, certificate: Certificate);
        var verdict = await policy.OnRequestAsync(exchange);
        if (verdict.Refusal is { } refusal)
        {
            LastReason = refusal.Reason;
            context.Response.StatusCode = refusal.Type.Status;
            foreach (var (name, value) in refusal.Headers)
            {
                context.Response.Headers[name] = value;
            }

            await context.Response.WriteAsync(refusal.Detail);
            return;
        }

        var caller = exchange.Caller!;
        await context.Response.WriteAsync(
            $"{caller.Consumer.Id}|{string.Join(' ', caller.Scopes.Order())}|{caller.Scheme}|{caller.Team}|{string.Join(' ', caller.Roles.Order())}");
    }
}

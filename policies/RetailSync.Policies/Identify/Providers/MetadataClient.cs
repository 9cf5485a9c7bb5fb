using System.Text;
using Microsoft.IdentityModel.Protocols;

namespace RetailSync.Policies.Identify;

/// <summary>Fetches discovery documents and key sets: no redirects, at most 1 MB, at most 10 seconds, https unless the provider says otherwise.</summary>
internal sealed class MetadataClient : IDisposable
{
    private const int MaxBytes = 1_048_576;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http;

    public MetadataClient()
        : this(Patience)
    {
    }

    public MetadataClient(TimeSpan patience) => _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        MaxResponseContentBufferSize = MaxBytes,
        Timeout = patience,
    };

    public IDocumentRetriever For(bool requireHttps) => new Retriever(_http, requireHttps);

    public void Dispose() => _http.Dispose();

    private sealed class Retriever(HttpClient http, bool requireHttps) : IDocumentRetriever
    {
        public async Task<string> GetDocumentAsync(string address, CancellationToken cancel)
        {
            // The key set's address comes out of the discovery document, so the rule is applied to every fetch and not to the settings alone.
            if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || !IdentityRules.MayFetch(uri, requireHttps))
            {
                throw new IOException($"'{address}' is not an https address.");
            }

            using var response = await http.GetAsync(uri, cancel);
            if (!response.IsSuccessStatusCode)
            {
                throw new IOException($"'{address}' answered {(int)response.StatusCode}.");
            }

            return Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(cancel));
        }
    }
}

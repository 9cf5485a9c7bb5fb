using System.Net;
using System.Net.Http.Headers;

namespace RetailSync.Bench;

/// <summary>Makes sure that a candidate does what it is measured for: a fast gateway that lets everybody in proves nothing.</summary>
internal static class Probe
{
    private const int ReadyTries = 60;
    private static readonly TimeSpan ReadyPause = TimeSpan.FromMilliseconds(500);

    /// <exception cref="BenchException">An answer was not as it should be.</exception>
    public static async Task CheckAsync(Candidate candidate, Uri address, string token, CancellationToken cancel)
    {
        using var client = new HttpClient { BaseAddress = address };
        await WaitUntilReadyAsync(client, candidate, token, cancel);
        foreach (var path in new[] { candidate.Paths[0], candidate.Paths[^1] })
        {
            if (candidate.NeedsToken)
            {
                using var without = Request(path, candidate.Body, null);
                await ExpectAsync(client, without, HttpStatusCode.Unauthorized, null, cancel);
            }

            using var request = Request(path, candidate.Body, candidate.NeedsToken ? token : null);
            await ExpectAsync(client, request, candidate.Body is null ? HttpStatusCode.OK : HttpStatusCode.Created, candidate.ProofHeader, cancel);
            if (candidate.BadBody is not null)
            {
                using var bad = Request(path, candidate.BadBody, token);
                await ExpectAsync(client, bad, HttpStatusCode.BadRequest, null, cancel);
            }
        }
    }

    private static HttpRequestMessage Request(string path, string? body, string? token)
    {
        var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, path);
        request.Content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return request;
    }

    // A gateway listens before it has fetched its issuers' keys, and refuses tokens with 503 until then.
    private static async Task WaitUntilReadyAsync(HttpClient client, Candidate candidate, string token, CancellationToken cancel)
    {
        client.DefaultRequestHeaders.Authorization = candidate.NeedsToken ? new AuthenticationHeaderValue("Bearer", token) : null;
        for (var i = 0; i < ReadyTries; i++)
        {
            using var response = await client.GetAsync(candidate.Paths[0], cancel);
            if (response.StatusCode is not HttpStatusCode.ServiceUnavailable)
            {
                break;
            }

            await Task.Delay(ReadyPause, TimeProvider.System, cancel);
        }

        client.DefaultRequestHeaders.Authorization = null;
    }

    private static async Task ExpectAsync(HttpClient client, HttpRequestMessage request, HttpStatusCode status, string? header, CancellationToken cancel)
    {
        using var response = await client.SendAsync(request, cancel);
        if (response.StatusCode != status)
        {
            var body = await response.Content.ReadAsStringAsync(cancel);
            var credential = request.Headers.Authorization is null ? "without a token" : "with the token";
            throw new BenchException($"{request.Method} {request.RequestUri} {credential} answered {(int)response.StatusCode}, expected {(int)status}. {body}");
        }

        if (header is not null && !response.Headers.Contains(header))
        {
            throw new BenchException($"{request.Method} {request.RequestUri} answered without the header {header}, so its policy did not run.");
        }
    }
}

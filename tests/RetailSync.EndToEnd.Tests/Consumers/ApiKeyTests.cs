using System.Net;
using RetailSync.Catalog;
using RetailSync.EndToEnd.Hosting;
using RetailSync.Gateway;
using RetailSync.Testing;

namespace RetailSync.EndToEnd.Consumers;

/// <summary>A consumer that is added while the gateway runs, as the command line adds it, and is sent away again.</summary>
public sealed class ApiKeyTests(SandboxGateway gateway)
{
    [Fact]
    public async Task Create_ThenRevoke_WorksAndStopsWithoutARestart()
    {
        var editor = new ConsumerEditor(gateway.LandscapeFolder, TimeProvider.System);
        var made = editor.Create(new NewConsumer { Id = "till-17", Name = "Till 17", Owner = "stores-team", Scopes = ["pos.read"], WithApiKey = true });
        Assert.True(made.IsDone, string.Join('\n', made.Refusals));
        var key = made.NewKey!;

        await UntilAsync(key.Key, HttpStatusCode.OK);
        using var overHttp2 = await SendAsync(gateway.Http2, "/pos/v1/transactions", key.Key);
        using var beyond = await SendAsync(gateway.Http1, "/crm/v2/customers", key.Key);
        var revoked = editor.RevokeKey("till-17", key.Record.Prefix);
        Assert.True(revoked.IsDone, string.Join('\n', revoked.Refusals));
        using var stopped = await UntilAsync(key.Key, HttpStatusCode.Unauthorized);

        Assert.Equal(HttpStatusCode.OK, overHttp2.StatusCode);
        await ProblemShape.AssertAsync(ProblemTypes.InsufficientScope, beyond);
        await ProblemShape.AssertAsync(ProblemTypes.Unauthenticated, stopped);
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string path, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Version = client.DefaultRequestVersion, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.Add("X-Api-Key", key);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private Task<HttpResponseMessage> UntilAsync(string key, HttpStatusCode status) => Deadline.UntilAsync(
        async () =>
        {
            var answer = await SendAsync(gateway.Http1, "/pos/v1/transactions", key);
            if (answer.StatusCode == status)
            {
                return answer;
            }

            answer.Dispose();
            return null;
        },
        $"the key is answered with {status}");
}

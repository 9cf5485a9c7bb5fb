using System.Net;
using System.Text;
using RetailSync.Faults.Checking;

namespace RetailSync.Faults.Driving;

public sealed class ClientLoopTests
{
    private const string Pending = "409 outcome-pending";

    [Theory]
    [InlineData("200", ClientVerdict.Ok, 1)]
    [InlineData("422 idempotency-mismatch", ClientVerdict.Fail, 1)]
    [InlineData("503 upstream-unavailable,201", ClientVerdict.Ok, 2)]
    [InlineData("504 outcome-unknown," + Pending + "," + Pending + ",200", ClientVerdict.Ok, 4)]
    [InlineData("504 outcome-unknown," + Pending + ",422", ClientVerdict.Fail, 3)]
    [InlineData("409 key-blocked,200", ClientVerdict.Ok, 2)]
    [InlineData("409 idempotency-in-flight,200", ClientVerdict.Ok, 2)]
    [InlineData("lost,503 lane-full,200", ClientVerdict.Ok, 3)]
    public async Task RunAsync_ClientThatRetries_AsksUntilItKnows(string answers, ClientVerdict expected, int attempts)
    {
        var known = await RunAsync(answers, retries: true);

        Assert.Equal((expected, attempts), (known.Verdict, known.Attempts));
    }

    [Theory]
    [InlineData("200", ClientVerdict.Ok)]
    [InlineData("503 upstream-unavailable", ClientVerdict.Fail)]
    [InlineData("409 key-blocked", ClientVerdict.Fail)]
    [InlineData("504 outcome-unknown", ClientVerdict.Unknown)]
    [InlineData("502 upstream-contract-broken", ClientVerdict.Unknown)]
    [InlineData("lost", ClientVerdict.Unknown)]
    public async Task RunAsync_ClientThatNeverRetries_AsksOnce(string answers, ClientVerdict expected)
    {
        var known = await RunAsync(answers, retries: false);

        Assert.Equal((expected, 1), (known.Verdict, known.Attempts));
    }

    [Fact]
    public async Task RunAsync_GivenUpAfterDoubt_IsUnknown()
    {
        using var giveUp = new CancellationTokenSource();
        using var http = new HttpClient(new Script("504 outcome-unknown,503 lane-full", giveUp));

        var known = await LoopAsync(http, retries: true, giveUp.Token);

        Assert.Equal(ClientVerdict.Unknown, known.Verdict);
    }

    private static async Task<ClientChange> RunAsync(string answers, bool retries)
    {
        using var http = new HttpClient(new Script(answers, null));
        return await LoopAsync(http, retries, TestContext.Current.CancellationToken);
    }

    private static async Task<ClientChange> LoopAsync(HttpClient http, bool retries, CancellationToken giveUp)
    {
        var front = new Front();
        front.Set([new Uri("http://127.0.0.1:1/")]);
        var order = new LoadOrder { Name = "t", ApiKey = "rsk", Clients = 1, ClientsThatNeverRetry = retries ? 0 : 1, MostChangesEach = 1 };
        return Assert.Single(await new ClientLoop(http, front, order, number: 0, seed: 1).RunAsync(CancellationToken.None, giveUp));
    }

    private sealed class Script(string answers, CancellationTokenSource? giveUp) : HttpMessageHandler
    {
        private readonly Queue<string> _left = new(answers.Split(','));

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var next = _left.Dequeue();
            if (next == "lost")
            {
                throw new HttpRequestException(HttpRequestError.ResponseEnded, "lost");
            }

            if (_left.Count == 0)
            {
                giveUp?.Cancel();
            }

            var parts = next.Split(' ');
            var answer = new HttpResponseMessage((HttpStatusCode)int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture));
            if (parts.Length > 1)
            {
                answer.Content = new StringContent($$"""{"type":"/problems/{{parts[1]}}"}""", Encoding.UTF8, "application/problem+json");
            }

            return Task.FromResult(answer);
        }
    }
}

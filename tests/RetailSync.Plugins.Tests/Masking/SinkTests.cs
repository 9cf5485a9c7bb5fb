using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry.Trace;
using RetailSync.Gateway;
using RetailSync.Testing;

namespace RetailSync.Plugins.Tests.Masking;

/// <summary>Secrets and personal data go through a real gateway, on every path that keeps text, and are looked for in every place that text ends in.</summary>
[Trait("Attack", "G43")]
public sealed partial class SinkTests
{
    private const string Card = "5500005555555559";
    private const string Mail = "jo.doe@example.com";
    private const string Jwt = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJqbyJ9.c2lnbmF0dXJlLXNpZ25hdHVyZQ";
    private const string ApiKey = "rsk_ab12cd34_0123456789abcdefghjkmnpqrstvwxyz0123456789ABC";
    private const string Password = "hunter-two-three";

    // The visible part of an API key may be seen.
    private static readonly string[] Secrets = [Card, Mail, Jwt, ApiKey[12..], Password];

    private static readonly string All = $"card {Card} of {Mail} with {Jwt}, {ApiKey}, password={Password}";

    [Fact]
    public async Task Secrets_EverywhereTheyCanCome_ReachNoSink()
    {
        var sinks = new Sinks();
        await using var otlp = FakeUpstream.Returns(200, "", "application/x-protobuf");
        await using var gateway = await GatewayFixture.StartAsync(
            policies: """{ "leaks": {} }""",
            arguments:
            [
                "--Plugins:retailsync.plugins.audit:Enabled=true", "--Telemetry:SampleRatio=1", "--Edge:MaxBodyBytes=2000",
                $"--Telemetry:OtlpEndpoint={otlp.Address}", "--Telemetry:OtlpProtocol=http", "--Logging:LogLevel:Default=Trace",
            ],
            configureServices: services => services
                .AddSingleton<ILoggerProvider>(sinks)
                .AddPolicy<Leaks, LeaksOptions, LeaksOptionsValidator>("leaks", RequestStage.Validate));
        using var spans = sinks.Listen();

        var path = Uri.EscapeDataString($"{Card} {Mail} {Jwt}");
        var answers = new List<string>();
        foreach (var what in new[] { "nothing", "refuse", "throw", "log", "scope" })
        {
            answers.Add(await SendAsync(gateway, $"/crm/v1/customers/{path}?token={Password}", what, "{}", HttpStatusCode.OK));
        }

        // Too large, said in advance; unknown everywhere; a credential that is none.
        answers.Add(await SendAsync(gateway, $"/crm/v1/customers/{path}", "nothing", $"{{\"card\":\"{All}{new string('x', 5_000)}\"}}", HttpStatusCode.RequestEntityTooLarge));
        answers.Add(await SendAsync(gateway, $"/crm/v1/{path}", "nothing", null, HttpStatusCode.NotFound));
        answers.Add(await SendAsync(gateway, $"/{path}", "nothing", null, HttpStatusCode.NotFound));
        await gateway.Operators.PostAsync(new Uri("/_gateway/config/reload", UriKind.Relative), null, TestContext.Current.CancellationToken);
        gateway.Host.Services.GetRequiredService<TracerProvider>().ForceFlush(10_000);

        var places = new Dictionary<string, string>
        {
            ["log"] = string.Join('\n', sinks.Log),
            ["spans"] = string.Join('\n', sinks.Spans),
            ["answers"] = string.Join('\n', answers),
            ["explanations"] = await ExplanationsAsync(gateway, sinks),
            ["config"] = (await gateway.ConfigAsync()).ToJsonString(),
            ["plugins"] = await gateway.Operators.GetStringAsync(new Uri("/_gateway/plugins", UriKind.Relative), TestContext.Current.CancellationToken),
            ["metrics"] = await gateway.MetricsAsync(),
            ["audit"] = await AuditAsync(gateway),
            ["otlp"] = string.Join('\n', otlp.Requests.Select(request => Encoding.UTF8.GetString(request.Body))),
        };

        // Each place was reached at all; otherwise this would prove nothing.
        Assert.Contains("it broke over card [card] of [email] with [token], rsk_ab12cd34[key], password=[secret]", places["log"], StringComparison.Ordinal);
        Assert.Contains("/crm/v1/customers/[card] [email] [token]", places["spans"], StringComparison.Ordinal);
        Assert.Contains("refused over card [card]", places["answers"], StringComparison.Ordinal);
        Assert.Contains("because of card [card]", places["explanations"], StringComparison.Ordinal);
        Assert.Contains("/crm/v1/customers/[card]", places["audit"], StringComparison.Ordinal);
        Assert.Contains("/crm/v1/customers/[card]", places["otlp"], StringComparison.Ordinal);
        Assert.Contains("[card]", places["otlp"], StringComparison.Ordinal);
        Assert.All(places, place => Assert.All(Secrets, secret => Assert.False(place.Value.Contains(secret, StringComparison.OrdinalIgnoreCase), $"{secret} is in {place.Key}.")));
    }

    private static async Task<string> SendAsync(GatewayFixture gateway, string path, string what, string? body, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Put, path)
        {
            Headers = { { "X-Leak", what }, { "X-Api-Key-Old", ApiKey }, { "Cookie", $"session={Password}" }, { "Explain", "true" } },
            Content = body is null ? null : new StringContent(body),
        };
        using var answer = await gateway.Client().SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(what != "nothing" || answer.StatusCode == expected, $"{path}: {answer.StatusCode}");
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<string> ExplanationsAsync(GatewayFixture gateway, Sinks sinks)
    {
        var text = new StringBuilder();
        foreach (var id in sinks.RequestIds.Distinct())
        {
            using var operators = await gateway.Operators.GetAsync(new Uri($"/_gateway/requests/{id}", UriKind.Relative), TestContext.Current.CancellationToken);
            using var own = await gateway.Client().GetAsync(new Uri($"/requests/{id}", UriKind.Relative), TestContext.Current.CancellationToken);
            text.AppendLine(await operators.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).AppendLine(await own.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        return text.ToString();
    }

    private static Task<string> AuditAsync(GatewayFixture gateway) => Deadline.UntilAsync(
        () =>
        {
            var file = Directory.GetFiles(Path.Combine(gateway.Folder, "data/plugins/retailsync.plugins.audit"), "audit-*").Single();
            using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            var text = reader.ReadToEnd();
            return Task.FromResult<string?>(text.Contains("config.reload", StringComparison.Ordinal) ? text : null);
        },
        "the reload is in the trail");

    internal sealed class LeaksOptions;

    internal sealed class LeaksOptionsValidator : IValidateOptions<LeaksOptions>
    {
        public ValidateOptionsResult Validate(string? name, LeaksOptions options) => ValidateOptionsResult.Success;
    }

    /// <summary>A careless policy: it puts what it has seen into every text that it can.</summary>
    internal sealed partial class Leaks(ILogger<Leaks> logger) : IRequestPolicy
    {
        public ValueTask<Verdict> OnRequestAsync(Exchange exchange)
        {
            exchange.Explanation?.Note("leaks", $"noted {All}");
            switch (exchange.Context.Request.Headers["X-Leak"].ToString())
            {
                case "refuse":
                    return new(Verdict.Refuse(new Problem(ProblemTypes.SchemaMismatch, $"It was refused over {All}.")
                    {
                        Reason = $"because of {All}",
                        Errors = [new ProblemError($"/{Mail}", null, All)],
                        Extensions = [new("seen", new[] { All })],
                    }));
                case "throw":
                    throw new InvalidOperationException($"it broke over {All}", new FormatException($"inner {All}"));
                case "log":
                    LogAll(All, new Uri($"http://app:{Password}@db.internal/{Card}"));
                    break;
                case "scope":
                    using (logger.BeginScope(new Dictionary<string, object?> { ["What"] = All, ["List"] = new[] { All } }))
                    {
                        LogAll("nothing", null);
                    }

                    break;
            }

            return new(Verdict.GoOn);
        }

        [LoggerMessage(LogLevel.Warning, "It saw {What} at {Where}.", EventName = "leaks.all")]
        private partial void LogAll(string what, Uri? where);
    }

    /// <summary>Keeps log lines, with their values, scopes and exceptions, and spans with their tags.</summary>
    private sealed class Sinks : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Log { get; } = new();

        public ConcurrentQueue<string> Spans { get; } = new();

        public ConcurrentQueue<string> RequestIds { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Keep("scope", state, $"{state}");
            return null;
        }

        void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Keep("log", state, $"{formatter(state, exception)} {exception} {exception?.Message} {exception?.StackTrace} {exception?.InnerException?.Message}");
        }

        public ActivityListener Listen()
        {
            var listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name == "RetailSync.Gateway",
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = span =>
                {
                    Spans.Enqueue($"{span.DisplayName} {string.Join(' ', span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"))}");
                    if (span.GetTagItem("retailsync.request_id") is string id)
                    {
                        RequestIds.Enqueue(id);
                    }
                },
            };
            ActivitySource.AddActivityListener(listener);
            return listener;
        }

        public void Dispose()
        {
        }

        private void Keep<TState>(string what, TState state, string text) =>
            Log.Enqueue($"{what}: {text} {(state is IEnumerable<KeyValuePair<string, object?>> values ? string.Join(' ', values.Select(value => $"{value.Key}={(value.Value is string[] many ? string.Join(';', many) : value.Value)}")) : "")}");
    }
}

using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RetailSync.Policies.Cache;
using RetailSync.Testing;

namespace RetailSync.Policies.Tests.Cache;

/// <summary>A gateway whose contract allows answers to be kept, in front of an upstream that a test plays, with a clock that only the test moves.</summary>
internal sealed class CacheGateway : IAsyncDisposable
{
    public const string Contract = """
        openapi: 3.1.0
        info: {title: Customers, version: 1.0.0}
        security: [{oauth: [crm.read]}]
        paths:
          /customers:
            get: {operationId: listCustomers, x-retailsync-cache: {maxAge: 60}, responses: {'200': {description: Ok.}}}
            post: {operationId: createCustomer, security: [{oauth: [crm.write]}], responses: {'201': {description: Ok.}}}
          /customers/search:
            post: {operationId: searchCustomers, x-retailsync-changes: false, responses: {'200': {description: Ok.}}}
          /customers/{id}:
            parameters: [{name: id, in: path, required: true, schema: {type: string}}]
            get: {operationId: getCustomer, x-retailsync-cache: {maxAge: 60}, responses: {'200': {description: Ok.}}}
            put: {operationId: putCustomer, security: [{oauth: [crm.write]}], responses: {'200': {description: Ok.}}}
            delete: {operationId: dropCustomer, security: [{oauth: [crm.write]}], responses: {'204': {description: Ok.}}}
          /customers/{id}/contact:
            parameters: [{name: id, in: path, required: true, schema: {type: string}}]
            get: {operationId: getContact, x-retailsync-cache: {maxAge: 60}, responses: {'200': {description: Ok.}}}
            put: {operationId: putContact, security: [{oauth: [crm.write]}], responses: {'200': {description: Ok.}}}
          /shops/{id}:
            parameters: [{name: id, in: path, required: true, schema: {type: string}}]
            get: {operationId: getShop, x-retailsync-cache: {maxAge: 60, shared: true, staleIfError: 120}, responses: {'200': {description: Ok.}}}
          /checked/{id}:
            parameters: [{name: id, in: path, required: true, schema: {type: string}}]
            get: {operationId: getChecked, x-retailsync-cache: {maxAge: 0}, responses: {'200': {description: Ok.}}}
          /plain/{id}:
            parameters: [{name: id, in: path, required: true, schema: {type: string}}]
            get: {operationId: getPlain, responses: {'200': {description: Ok.}}}
        components:
          securitySchemes:
            oauth: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'http://localhost/t', scopes: {crm.read: Read., crm.write: Change.}}}}
        """;

    private readonly MeterListener _listener = new();
    private int _ended;

    private CacheGateway(GatewayFixture fixture, FakeTimeProvider clock)
    {
        (Fixture, Clock) = (fixture, clock);
        var meters = fixture.Host.Services.GetRequiredService<IMeterFactory>();
        Measured = new Measured(meters);

        // The pipeline measures an exchange once it has ended and released all that was held for it.
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, meters) && instrument.Name == "retailsync.exchange.duration")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, _, _, _) => Interlocked.Increment(ref _ended));
        _listener.Start();
    }

    public Measured Measured { get; }

    /// <summary>How many exchanges have ended since the start.</summary>
    public int Ended => Volatile.Read(ref _ended);

    public GatewayFixture Fixture { get; }

    public FakeTimeProvider Clock { get; }

    public FakeUpstream Upstream => (FakeUpstream)Fixture.Upstream;

    public CacheStore Store => Fixture.Host.Services.GetRequiredService<CacheStore>();

    public int Calls => Upstream.Requests.Count;

    /// <param name="answer">How the upstream answers; the default is <see cref="Counts"/>.</param>
    /// <param name="policies">The route's policies besides the default <c>cache</c>.</param>
    /// <param name="fakeClock">Whether time stands still; a reload needs a clock that goes.</param>
    /// <param name="yarp">The configuration, where it is not the usual one.</param>
    /// <param name="configureServices">Replaces services.</param>
    public static async Task<CacheGateway> StartAsync(
        RequestDelegate? answer = null, string policies = """{ "cache": {} }""", bool fakeClock = true, string? yarp = null, Action<IServiceCollection>? configureServices = null)
    {
        // A whole second, so that the upstream's Date, which has no smaller unit, is exactly now.
        var clock = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()));
        answer ??= Counts();
        var upstream = FakeUpstream.Handles(context =>
        {
            context.Response.Headers.Date = (fakeClock ? clock : TimeProvider.System).GetUtcNow().ToString("r", CultureInfo.InvariantCulture);
            return answer(context);
        });
        var fixture = await GatewayFixture.StartAsync(
            yarp, upstream, policies, contracts: new Dictionary<string, string> { ["crm/customers.v1.openapi.yaml"] = Contract },
            // A pause before a retry would never end by a clock that stands still.
            arguments: ["--Policies:forward:Retries=0"],
            configureServices: services =>
            {
                if (fakeClock)
                {
                    services.AddSingleton<TimeProvider>(clock);
                }

                configureServices?.Invoke(services);
            });
        return new CacheGateway(fixture, clock);
    }

    /// <summary>Answers with a number that grows with every request, and the headers given.</summary>
    public static RequestDelegate Counts(params (string Name, string Value)[] headers)
    {
        var count = 0;
        return context =>
        {
            foreach (var (name, value) in headers)
            {
                context.Response.Headers[name] = value;
            }

            return context.Response.WriteAsync(Interlocked.Increment(ref count).ToString(CultureInfo.InvariantCulture), context.RequestAborted);
        };
    }

    /// <summary>A client of one version of HTTP.</summary>
    public HttpClient Client(int http = 1, string consumer = "web-shop", params string[] scopes) =>
        http == 2 ? Fixture.Http2Client(consumer, scopes) : Fixture.Client(consumer, scopes);

    /// <summary>Sends a request, reads the whole answer and waits until the exchange has ended: answers are kept and changes are over only then.</summary>
    public async Task<CacheAnswer> SendAsync(HttpClient client, HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        var ended = Ended;
        var answer = await SendOnlyAsync(client, method, path, headers);
        await EndAsync(ended + 1);
        return answer;
    }

    /// <summary>Sends a request and reads the whole answer.</summary>
    public static async Task<CacheAnswer> SendOnlyAsync(HttpClient client, HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri($"/crm/v1{path}", UriKind.Relative));
        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return new CacheAnswer((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), answer.Headers, answer.Content.Headers);
    }

    /// <summary>Sends a GET as <c>web-shop</c>.</summary>
    public Task<CacheAnswer> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(Client(), HttpMethod.Get, path, headers);

    /// <summary>Sends a PUT as <c>web-shop</c>.</summary>
    public Task<CacheAnswer> PutAsync(string path) => SendAsync(Client(), HttpMethod.Put, path);

    /// <summary>Waits until this many exchanges have ended since the start.</summary>
    public Task EndAsync(int count) => Deadline.UntilAsync(() => Task.FromResult(Ended >= count ? "" : null), $"{count} exchanges have ended");

    public async ValueTask DisposeAsync()
    {
        Measured.Dispose();
        _listener.Dispose();
        await Fixture.DisposeAsync();
    }
}

using RetailSync.Gateway.Configuration;
using RetailSync.Gateway.Hosting;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Configuration;

/// <summary>A fault in the configuration stops the start, says the whole path of the setting, what is wrong and what would be right; all faults at once.</summary>
public sealed class BadConfigTests
{
    private const string Policies = "admit, authorize, cache, cache-drop, forward, idempotency, identify, journal, judge, lane, life, rate-limit, validate";
    private const string Route = "ReverseProxy:Routes:crm";

    public static TheoryData<string, string> Arguments => new()
    {
        { "--ReversProxy:X=1", "ReversProxy: no section is named 'ReversProxy'. Known: $schema, Cache, Contracts, DataFolder, Drain, Edge, Events, Identity, Journal, Landscape, Listeners, Logging, Masking, Operators, Plugins, Policies, Redis, ReverseProxy, Sandbox, Sinks, Store, Subscriptions, Telemetry, Webhooks." },
        { "--Edge:MaxBodyBytes=10", "Edge: MaxBodyBytes: The field Edge.MaxBodyBytes must be between 1024 and 1073741824." },
        { "--Edge:MaxBodyByte=10", "Edge: 'ErrorOnUnknownConfiguration' was set on the provided BinderOptions, but the following properties were not found on the instance of RetailSync.Gateway.Edge.EdgeOptions: 'MaxBodyByte'" },
        { "--Listeners:Address=nowhere", "Listeners:Address: 'nowhere' is not an IP address." },
        { "--Listeners:Https:CertificateFile=x.pem", "Listeners:Https:KeyFile: a CertificateFile needs a KeyFile." },
        { "--Listeners:Https:ClientCertificates=maybe", "Listeners: " },
        { "--Listeners:Https:ClientAuthorities=no-such.pem", "Listeners:Https:ClientAuthorities: '" },
        { "--Listeners:Https:ClientAuthorities=yarp.json", "Listeners:Https:ClientAuthorities: '" },
        { "--Listeners:Https:ClientRevocations=no-such.crl", "Listeners:Https:ClientRevocations: revocation lists are of no use without ClientAuthorities: nobody could have signed them." },
        { "--Edge:TrustedProxies:0=0.0.0.0/0", "Edge:TrustedProxies:0: '0.0.0.0/0' is everybody: any client could say where it comes from and who it is. Name the proxies' own networks." },
        { "--Edge:ClientCertificateHeader=Client-Cert", "Edge:ClientCertificateHeader: 'Client-Cert' is believed from trusted proxies only, and there are none. Name them in Edge:TrustedProxies." },
        { "--Edge:ClientCertificateHeader=a b", "Edge: ClientCertificateHeader: ClientCertificateHeader must be a header's name, such as Client-Cert or X-Client-Cert." },
        { "--Operators:Address=0.0.0.0", "Operators:Address: 0.0.0.0 can be reached from elsewhere, so Operators:Key must be set (env:NAME or file:path)." },
        { "--Operators:Key=plain-text", "Operators:Key: a secret is given by reference: env:NAME or file:path." },
        { "--Operators:Key=env:RETAILSYNC_TEST_NO_SUCH", "Operators:Key: the environment variable RETAILSYNC_TEST_NO_SUCH is not set." },
        { "--Telemetry:OtlpProtocol=smoke", "Telemetry: OtlpProtocol: OtlpProtocol must be grpc or http." },
        { "--Telemetry:SampleRatio=2", "Telemetry: SampleRatio: The field Telemetry.SampleRatio must be between 0 and 1." },
        { $"--{Route}:Policies:qouta:Limit=1", $"{Route}:Policies:qouta: no policy is named 'qouta'. Known: {Policies}." },
        { "--Policies:qouta:Limit=1", $"Policies:qouta: no policy is named 'qouta'. Known: {Policies}." },
        { $"--{Route}:Policies:identify=off", $"{Route}:Policies:identify: 'identify' cannot be switched off; a route that needs no credential says \"public\": true." },
        { $"--{Route}:Policies:authorize=off", $"{Route}:Policies:authorize: 'authorize' cannot be switched off; a route that needs no credential says \"public\": true." },
        { $"--{Route}:Policies:life=off", $"{Route}:Policies:life: 'life' acts on every route and cannot be switched off." },
        { "--Policies:identify=off", $"{Route}:Policies:identify: 'identify' cannot be switched off; a route that needs no credential says \"public\": true." },
        { $"--{Route}:Policies:rate-limit:Cost=0", $"{Route}:Policies:rate-limit: Cost:" },
        { $"--{Route}:Metadata:Contract=crm/customers@9", $"{Route}:Metadata:Contract: no contract has the id 'crm/customers@9'. Known: crm/customers@1." },
        { $"--{Route}:Match:Path=/elsewhere/{{**rest}}", $"{Route}:Match:Path: routes of crm/customers@1 must lie under /crm/v1/." },
        { $"--{Route}:ClusterId=nowhere", "ReverseProxy" },
        { "--ReverseProxy:Clusters:crm:Upstream:Credential=magic", "ReverseProxy:Clusters:crm:Upstream: Credential: Credential must be none, header, basic or client-credentials." },
        { "--ReverseProxy:Clusters:crm:Upstream:Credential=header", "ReverseProxy:Clusters:crm:Upstream:Secret: a secret is given by reference: env:NAME or file:path." },
        { "--ReverseProxy:Clusters:crm:Upstream:Credential=basic", "ReverseProxy:Clusters:crm:Upstream:User: the credential 'basic' needs a User." },
        { "--ReverseProxy:Clusters:crm:Upstream:Credential=client-credentials", "ReverseProxy:Clusters:crm:Upstream:TokenEndpoint: the credential 'client-credentials' needs an absolute TokenEndpoint." },
        { "--Identity:Providers:0:Authority=", "Identity:Providers:0" },
        { "--Redis:Prefix=shop:", "Redis:Connection: is missing: host:port, or a reference to a connection string (env:NAME or file:path)." },
        { "--Redis:Connection=env:RETAILSYNC_TEST_NO_SUCH", "Redis:Connection: the environment variable RETAILSYNC_TEST_NO_SUCH is not set." },
    };

    [Theory]
    [MemberData(nameof(Arguments))]
    public async Task Start_BadSetting_NamesIt(string argument, string expected)
    {
        var refused = await Assert.ThrowsAsync<ConfigException>(() => GatewayFixture.StartAsync(arguments: [argument]));

        Assert.Contains(refused.Faults, fault => fault.ToString().StartsWith(expected, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_ManyFaults_TellsAllAtOnce()
    {
        var refused = await Assert.ThrowsAsync<ConfigException>(() => GatewayFixture.StartAsync(
            landscape: GatewayTexts.Landscape.Replace("contract: crm/customers@1", "contract: crm/nothing@1", StringComparison.Ordinal).Replace("owner: customer-team, scopes", "owner: nobody, scopes", StringComparison.Ordinal),
            contracts: new Dictionary<string, string> { ["crm/customers.v1.openapi.yaml"] = GatewayTexts.CrmContract.Replace("openapi: 3.1.0", "openapi: 9.9.9", StringComparison.Ordinal) },
            arguments: ["--Edge:HeaderSeconds=0", "--Operators:Key=plain", $"--{Route}:Policies:nonsense=1", "--ReverseProxy:Clusters:crm:Upstream:Credential=magic"]));

        var paths = refused.Faults.Select(fault => fault.Path).ToList();
        Assert.Superset(
            new HashSet<string> { "Edge", "Operators:Key", $"{Route}:Policies:nonsense", "ReverseProxy:Clusters:crm:Upstream" },
            paths.ToHashSet());
        Assert.Contains(paths, path => path.StartsWith("contracts/crm/customers.v1.openapi.yaml", StringComparison.Ordinal));
        Assert.Contains(paths, path => path.StartsWith("catalog/landscape/landscape.yaml", StringComparison.Ordinal));
        Assert.All(refused.Faults, fault => Assert.Contains($"  {fault}", refused.Message));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("[]")]
    public async Task Start_NotJson_NamesTheFile(string yarpJson)
    {
        var refused = await Assert.ThrowsAsync<ConfigException>(() => GatewayFixture.StartAsync(yarpJson));

        Assert.Equal("yarp.json", Assert.Single(refused.Faults).Path);
    }

    [Fact]
    public async Task Start_NoFile_SaysHowToNameIt()
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}", "yarp.json");

        var refused = await Assert.ThrowsAsync<ConfigException>(() => GatewayHost.StartAsync(new GatewayHostOptions { ConfigFile = file }, TestContext.Current.CancellationToken));

        Assert.Equal("yarp.json", Assert.Single(refused.Faults).Path);
    }
}

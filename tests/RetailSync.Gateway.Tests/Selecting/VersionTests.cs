using System.Net;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Selecting;

/// <summary>Which version a request means, by path, header or query, and the path that the upstream gets.</summary>
public sealed class VersionTests
{
    private const string TwoVersions = "versions: [{number: 1, contract: crm/customers@1, stage: active}]";

    [Theory]
    [InlineData("/crm/v1/customers", 200)]
    [InlineData("/CRM/V1/customers", 200)]
    [InlineData("/crm/v1/Customers", 404)]
    [InlineData("/crm/v1/customers/", 404)]
    [InlineData("/crm/v1", 404)]
    [InlineData("/crm/v2/customers", 404)]
    [InlineData("/crm/v01/customers", 404)]
    [InlineData("/crm/v1x/customers", 404)]
    [InlineData("/crm/v0/customers", 404)]
    [InlineData("/crm/v1000/customers", 404)]
    [InlineData("/crm/customers", 404)]
    [InlineData("/crm", 404)]
    public async Task Path_Spelling_DecidesTheVersion(string path, int status)
    {
        await using var gateway = await GatewayFixture.StartAsync();

        using var known = await GetAsync(gateway.Client(), path);
        using var anonymous = await GetAsync(gateway.Anonymous(), path);
        using var guest = await GetAsync(gateway.Client("guest"), path);

        Assert.Equal(status, (int)known.StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, anonymous.StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, guest.StatusCode);
        Assert.Equal(status == 200 ? ["/v1/customers"] : [], gateway.Upstream.Requests.Select(request => request.Path.ToLowerInvariant()));
    }

    [Theory]
    [InlineData("1", "/crm/customers?page=2", 200)]
    [InlineData(null, "/crm/customers?page=2", 200)]
    [InlineData("2", "/crm/customers", 404)]
    [InlineData("v1", "/crm/customers", 404)]
    [InlineData("1, 1", "/crm/customers", 404)]
    public async Task Header_Version_IsChosenAndThePathRewritten(string? version, string path, int status)
    {
        await using var gateway = await StartAsync("versioning: {scheme: header, parameter: Api-Version, default: 1}");

        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (version is not null)
        {
            request.Headers.Add("Api-Version", version);
        }

        using var answer = await gateway.Client().SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains("Api-Version", answer.Headers.Vary);
        Assert.Equal(status == 200 ? ["/v1/customers?page=2"] : [], gateway.Upstream.Requests.Select(arrived => arrived.RawTarget));
    }

    [Theory]
    [InlineData("/crm/customers?api-version=1&page=2&tag=a&tag=b", "/v1/customers?page=2&tag=a&tag=b")]
    [InlineData("/crm/customers?page=2", "/v1/customers?page=2")]
    [InlineData("/crm/customers?API-VERSION=1", "/v1/customers")]
    [InlineData("/crm/customers?api-version=2", null)]
    [InlineData("/crm/customers?api-version=", null)]
    [InlineData("/crm/customers?api-version=1&api-version=2", null)]
    [InlineData("/crm/customers?api%2Dversion=2", null)]
    public async Task Query_Version_IsChosenAndNotPassedOn(string path, string? forwarded)
    {
        await using var gateway = await StartAsync("versioning: {scheme: query, parameter: api-version, default: 1}");

        using var answer = await GetAsync(gateway.Client(), path);

        Assert.Equal(forwarded is null ? HttpStatusCode.NotFound : HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(forwarded is null ? [] : [forwarded], gateway.Upstream.Requests.Select(arrived => arrived.RawTarget));
    }

    [Fact]
    public async Task Header_NoVersionAndNoDefault_Is404()
    {
        await using var gateway = await StartAsync("versioning: {scheme: header, parameter: Api-Version}");

        using var answer = await GetAsync(gateway.Client(), "/crm/customers");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("the header Api-Version must name one", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Retired_WithoutARoute_Is410ForThoseWhoAreKnown()
    {
        await using var gateway = await GatewayFixture.StartAsync(landscape: GatewayTexts.Landscape.Replace(
            TwoVersions, "versions: [{number: 1, contract: crm/customers@1, stage: active}, {number: 2, stage: retired, successor: 1}]", StringComparison.Ordinal));

        using var known = await GetAsync(gateway.Client("guest"), "/crm/v2/anything/at/all");
        using var anonymous = await GetAsync(gateway.Anonymous(), "/crm/v2/anything");

        Assert.Equal((HttpStatusCode.Gone, HttpStatusCode.Unauthorized), (known.StatusCode, anonymous.StatusCode));
        Assert.Equal("</crm/v1>; rel=\"successor-version\"", known.Headers.GetValues("Link").Single());
    }

    private static Task<GatewayFixture> StartAsync(string versioning) =>
        GatewayFixture.StartAsync(landscape: GatewayTexts.Landscape.Replace(TwoVersions, $"{versioning}\n    {TwoVersions}", StringComparison.Ordinal));

    private static Task<HttpResponseMessage> GetAsync(HttpClient client, string path) => client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
}

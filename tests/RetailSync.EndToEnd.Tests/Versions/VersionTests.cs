using System.Net;
using RetailSync.EndToEnd.Hosting;
using RetailSync.Gateway;

namespace RetailSync.EndToEnd.Versions;

/// <summary>How a request says which version it means, and what a version at the end of its life says.</summary>
public sealed class VersionTests(SandboxGateway gateway)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Loyalty1_Retired_Is410WithItsSuccessor(int http)
    {
        using var answer = await gateway.GetAsync(http, "/loyalty/v1/accounts");

        await ProblemShape.AssertAsync(ProblemTypes.VersionRetired, answer);
        Assert.Equal("</loyalty/v2>; rel=\"successor-version\"", ProblemShape.Header(answer, "Link"));
    }

    [Fact]
    public async Task Loyalty1_NoCredential_Is401()
    {
        using var answer = await gateway.GetAsync(1, "/loyalty/v1/accounts", consumer: null);

        await ProblemShape.AssertAsync(ProblemTypes.Unauthenticated, answer);
    }

    [Theory]
    [InlineData("/crm/v1/customers", "explorer", 200, 1)]
    [InlineData("/crm/v1/customers", "explorer", 200, 2)]
    [InlineData("/crm/v1/customers/C-999999", "explorer", 404, 1)]
    public async Task Crm1_Deprecated_SaysSo(string path, string consumer, int status, int http)
    {
        using var answer = await gateway.GetAsync(http, path, consumer);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("@1780272000", ProblemShape.Header(answer, "Deprecation"));
        Assert.Equal("Wed, 30 Jun 2027 23:59:59 GMT", ProblemShape.Header(answer, "Sunset"));
        var links = ProblemShape.Header(answer, "Link");
        Assert.Contains("<https://developer.example.com/guides/crm-customers-2>; rel=\"deprecation\"; type=\"text/html\"", links);
        Assert.Contains("</crm/v2>; rel=\"successor-version\"", links);
    }

    [Theory]
    [InlineData("/crm/v1/customers", "guest", 403)]
    [InlineData("/crm/v1/customers", null, 401)]
    [InlineData("/crm/v1/nothing", "explorer", 404)]
    public async Task Crm1_RefusedByTheGateway_SaysSoToo(string path, string? consumer, int status)
    {
        using var answer = await gateway.GetAsync(1, path, consumer);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("@1780272000", ProblemShape.Header(answer, "Deprecation"));
        Assert.Equal("Wed, 30 Jun 2027 23:59:59 GMT", ProblemShape.Header(answer, "Sunset"));
        Assert.Equal(2, answer.Headers.GetValues("Link").Count());
    }

    [Fact]
    public async Task Crm2_Active_SaysNothing()
    {
        using var answer = await gateway.GetAsync(1, "/crm/v2/customers");

        Assert.Null(ProblemShape.Header(answer, "Deprecation"));
        Assert.Null(ProblemShape.Header(answer, "Sunset"));
    }

    [Theory]
    [InlineData("/pim/products", "1", 200)]
    [InlineData("/pim/products", null, 200)]
    [InlineData("/pim/products", "01", 404)]
    [InlineData("/pim/products", "", 404)]
    [InlineData("/tax/rates?api-version=1", null, 200)]
    [InlineData("/tax/rates", null, 200)]
    [InlineData("/tax/rates?api-version=x", null, 404)]
    [InlineData("/tax/rates?api-version=1&api-version=1", null, 404)]
    [InlineData("/crm/customers", null, 404)]
    public async Task Get_VersionByHeaderQueryOrDefault_IsChosen(string path, string? header, int status)
    {
        using var answer = await gateway.SendAsync(1, HttpMethod.Get, path, apiVersion: header);

        Assert.Equal(status, (int)answer.StatusCode);
        if (status == 404)
        {
            await ProblemShape.AssertAsync(ProblemTypes.UnknownVersion, answer);
        }
    }

    [Fact]
    public async Task Pim_VersionByHeader_VariesByIt()
    {
        using var answer = await gateway.GetAsync(1, "/pim/products");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("Api-Version", ProblemShape.Header(answer, "Vary"));
    }
}

using RetailSync.Contracts.OpenApi;

namespace RetailSync.Contracts.Tests.OpenApi;

public class OperationMatcherTests
{
    private static readonly OperationMatcher Matcher = Matchers.Of(
        ("/customers", ["GET", "POST"]),
        ("/customers/{customerId}", ["GET", "PATCH"]),
        ("/customers/search", ["POST"]),
        ("/customers/{customerId}/consents/{kind}", ["PUT"]),
        ("/customers/search/{a}/{b}", ["DELETE"]),
        ("/files/{name}", ["GET"]),
        ("/files/{name}.json", ["PUT"]),
        ("/files/x{name}.json", ["POST"]),
        ("/prices/{sku}:{store}", ["GET"]),
        ("/trailing/", ["HEAD"]),
        ("/twins/{a}/x", ["GET"]),
        ("/twins/{b}/x", ["DELETE"]),
        ("/", ["OPTIONS"]));

    [Theory]
    [InlineData("GET", "/customers", "GET /customers")]
    [InlineData("GET", "/customers/17", "GET /customers/{customerId}")]
    [InlineData("PATCH", "/customers/a b", "PATCH /customers/{customerId}")]
    [InlineData("POST", "/customers/search", "POST /customers/search")]
    [InlineData("PUT", "/customers/17/consents/mail", "PUT /customers/{customerId}/consents/{kind}")]
    [InlineData("PUT", "/customers/search/consents/mail/x", null)]
    [InlineData("DELETE", "/customers/search/consents/mail", "DELETE /customers/search/{a}/{b}")]
    [InlineData("GET", "/files/readme", "GET /files/{name}")]
    [InlineData("GET", "/files/.json", "GET /files/{name}")]
    [InlineData("PUT", "/files/a.json", "PUT /files/{name}.json")]
    [InlineData("PUT", "/files/x.json", "PUT /files/{name}.json")]
    [InlineData("POST", "/files/xa.json", "POST /files/x{name}.json")]
    [InlineData("GET", "/prices/a:b", "GET /prices/{sku}:{store}")]
    [InlineData("GET", "/prices/a:b:c", "GET /prices/{sku}:{store}")]
    [InlineData("GET", "/prices/::x", "GET /prices/{sku}:{store}")]
    [InlineData("GET", "/prices/a:", null)]
    [InlineData("GET", "/prices/:b", null)]
    [InlineData("GET", "/prices/ab", null)]
    [InlineData("HEAD", "/trailing/", "HEAD /trailing/")]
    [InlineData("GET", "/twins/1/x", "GET /twins/{a}/x")]
    [InlineData("DELETE", "/twins/1/x", "DELETE /twins/{b}/x")]
    [InlineData("HEAD", "/trailing", null)]
    [InlineData("OPTIONS", "/", "OPTIONS /")]
    [InlineData("GET", "", null)]
    [InlineData("GET", "customers", null)]
    [InlineData("GET", "/customers/", null)]
    [InlineData("GET", "/customers//consents/mail", null)]
    [InlineData("GET", "/customers/17/", null)]
    [InlineData("GET", "/Customers", null)]
    [InlineData("GET", "//customers", null)]
    [InlineData("GET", "/customers/17/consents", null)]
    [InlineData("GET", "/nothing", null)]
    public void Match_PathAndMethod_FindsTheOperation(string method, string path, string? id)
    {
        var match = Matcher.Match(method, path);

        Assert.Equal(id, match.Operation?.Id);
        Assert.Null(match.AllowedMethods);
    }

    [Theory]
    [InlineData("DELETE", "/customers", "GET, HEAD, POST")]
    [InlineData("GET", "/customers/search", "POST")]
    [InlineData("GET", "/files/a.json", "PUT")]
    [InlineData("get", "/customers", "GET, HEAD, POST")]
    [InlineData("GET", "/trailing/", "HEAD")]
    [InlineData("PUT", "/customers/search/consents/mail", "DELETE")]
    public void Match_OtherMethod_StaysOnTheTemplateAndListsItsMethods(string method, string path, string allowed)
    {
        var match = Matcher.Match(method, path);

        Assert.Null(match.Operation);
        Assert.Equal(allowed, match.AllowedMethods);
    }

    [Fact]
    public void Match_HeadWithoutHead_FallsBackToGet()
    {
        var match = Matcher.Match("HEAD", "/customers");

        Assert.Equal("GET /customers", match.Operation!.Id);
    }

    [Fact]
    public void Match_HeadBesideGet_IsItself()
    {
        var matcher = Matchers.Of(("/a", ["GET", "HEAD"]));

        Assert.Equal("HEAD /a", matcher.Match("HEAD", "/a").Operation!.Id);
        Assert.Equal("GET, HEAD", matcher.Match("PUT", "/a").AllowedMethods);
    }

    [Fact]
    public void Match_NothingLies_MatchesNothing()
    {
        var matcher = Matchers.Of();

        Assert.Equal(default, matcher.Match("GET", "/"));
    }

    [Fact]
    public void Match_AnyPath_AllocatesNothing()
    {
        string[] paths = ["/customers", "/customers/17/consents/mail", "/files/xa.json", "/prices/a:b", "/nothing/at/all", "/customers/17/"];
        Match(paths);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Match(paths);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Match(string[] paths)
    {
        for (var i = 0; i < 100; i++)
        {
            foreach (var path in paths)
            {
                Matcher.Match("HEAD", path);
                Matcher.Match("PUT", path);
            }
        }
    }
}

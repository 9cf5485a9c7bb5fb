using RetailSync.Gateway;

namespace RetailSync.Catalog.Tests.Model;

public sealed class LandscapeTests
{
    [Theory]
    [InlineData("/crm")]
    [InlineData("/crm/")]
    [InlineData("/crm/v1/customers/17")]
    [InlineData("/CRM/v1")]
    public void FindApi_FirstSegmentIsTheBasePath_FindsIt(string path)
    {
        using var folder = new LandscapeFolder();

        Assert.Equal("crm/customers", folder.Read().FindApi(path)?.Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("crm")]
    [InlineData("//crm")]
    [InlineData("/crmx/v1")]
    [InlineData("/cr/v1")]
    [InlineData("/pos/v1")]
    public void FindApi_AnyOtherPath_FindsNothing(string path)
    {
        using var folder = new LandscapeFolder();

        Assert.Null(folder.Read().FindApi(path));
    }

    [Fact]
    public void FindVersion_ByContract_FindsTheVersion()
    {
        using var folder = new LandscapeFolder();
        var landscape = folder.Read();

        Assert.Equal("/crm/v1", landscape.FindVersion("crm/customers@1")?.PathPrefix);
        Assert.Null(landscape.FindVersion("crm/customers@2"));
    }

    [Fact]
    public void Lookups_KnownAndUnknown_AllocateNothing()
    {
        using var folder = new LandscapeFolder();
        var landscape = folder.Read();
        var key = new string('x', 56);
        Look(landscape, key);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Look(landscape, key);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Lookups_EmptyLandscape_FindNothing()
    {
        var landscape = new Landscape([], [], [], new Dictionary<(string, int), string>());

        Assert.Null(landscape.FindApi("/crm/v1"));
        Assert.Null(landscape.FindVersion("crm/customers@1"));
        Assert.Null(landscape.Consumers.Find("web-shop"));
        Assert.Null(landscape.Consumers.FindByApiKey(new string('x', 56), default));
    }

    private static void Look(ILandscape landscape, string key)
    {
        landscape.FindApi("/crm/v1/customers");
        landscape.FindApi("/nothing/here");
        landscape.FindVersion("crm/customers@1");
        landscape.Consumers.FindBySubject("web-shop");
        landscape.Consumers.FindByApiKey(key, default);
    }
}

using System.Net;
using System.Text.RegularExpressions;
using RetailSync.Gateway.Tests.Hosting;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Newcomer;

public sealed partial class NewPolicyTests
{
    [Fact]
    public async Task NewPolicy_OneLine_ActsOnTheRouteThatNamesIt()
    {
        await using var gateway = await GatewayFixture.StartAsync(
            policies: """{ "tenant-header": { "Header": "X-Shop" } }""",
            configureServices: services => services.AddPolicy<TenantHeaderPolicy, TenantHeaderOptions, TenantHeaderOptionsValidator>("tenant-header", RequestStage.Validate));
        using var client = gateway.Client();

        using var without = await client.GetAsync("/crm/v1/customers", TestContext.Current.CancellationToken);
        client.DefaultRequestHeaders.Add("X-Shop", "DE01");
        using var with = await client.GetAsync("/crm/v1/customers", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, without.StatusCode);
        Assert.Contains("The header X-Shop is missing.", await without.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.OK, with.StatusCode);
    }

    [Fact]
    public void Guide_Sample_IsTheCodeThatIsTested()
    {
        var root = RepositoryRoot.Path;
        var guide = Plain(File.ReadAllText(Path.Combine(root, "policies/README.md")));
        var folder = Path.Combine(root, "tests/RetailSync.Gateway.Tests/Newcomer");

        Assert.Contains(Types(Path.Combine(folder, "TenantHeaderOptions.cs")), guide);
        Assert.Contains(Types(Path.Combine(folder, "TenantHeaderPolicy.cs")), guide);
    }

    // From the first type on, without the comment that only the test's own copy has.
    private static string Types(string file)
    {
        var text = File.ReadAllText(file);
        return Plain(text[text.IndexOf("internal sealed", StringComparison.Ordinal)..]);
    }

    private static string Plain(string text) => Space().Replace(text, " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}

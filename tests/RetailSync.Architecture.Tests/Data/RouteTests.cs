using RetailSync.Architecture.Policies;
using RetailSync.Architecture.Reading;

namespace RetailSync.Architecture.Data;

public sealed class RouteTests
{
    [Fact]
    public void Routes_All_NameAContractOrScopes() => Faults.AssertNone(Load().Contracts(ContractFile.All().Select(contract => contract.Id).ToHashSet()));

    [Fact]
    public void Policies_All_Exist() => Faults.AssertNone(Load().Policies(BuiltIn.All().Select(policy => policy.Id).ToHashSet(StringComparer.OrdinalIgnoreCase)));

    [Fact]
    public void Systems_AllFifteen_HaveARoute() => Faults.AssertNone(Load().SystemsWithoutRoute());

    [Theory]
    [InlineData("""{"Metadata": {"Contract": "crm/customers@1"}}""", 0)]
    [InlineData("""{"metadata": {"contract": "crm/customers@1"}}""", 0)]
    [InlineData("""{"Metadata": {"Contract": "crm/customers@9"}}""", 1)]
    [InlineData("""{"Policies": {"authorize": {"Scopes": ["pricing.quote"]}}}""", 0)]
    [InlineData("""{"Policies": {"authorize": {"Scopes": []}}}""", 1)]
    [InlineData("{}", 1)]
    public void Contracts_Sample_IsFlagged(string route, int expected) =>
        Assert.Equal(expected, Routes(route).Contracts(new HashSet<string> { "crm/customers@1" }).Count());

    [Theory]
    [InlineData("""{"Policies": {"quota": {}}}""", 0)]
    [InlineData("""{"Policies": {"public": true, "quotas": {}}}""", 1)]
    public void Policies_OnARoute_AreFlagged(string route, int expected) => Assert.Equal(expected, Routes(route).Policies(new HashSet<string> { "quota" }).Count());

    [Fact]
    public void Policies_InTheDefaults_AreFlagged() =>
        Assert.Equal(["yarp.json: defaults: no policy is named 'b'. Known: a."], RouteRules.Parse("""{"Policies": {"a": {}, "b": {}}, /* why */ }""").Policies(new HashSet<string> { "a" }));

    [Fact]
    public void SystemsWithoutRoute_OneRoute_LeavesFourteen()
    {
        var missing = Routes("""{"Match": {"Path": "/crm/v1/{**rest}"}}""").SystemsWithoutRoute().ToList();

        Assert.Equal(14, missing.Count);
        Assert.DoesNotContain("yarp.json: no route's path begins with /crm/.", missing);
    }

    private static RouteRules Load()
    {
        var rules = RouteRules.Parse(Repository.File("yarp.json").Text);
        Assert.True(rules.Count > 0, "yarp.json: ReverseProxy:Routes is empty.");
        return rules;
    }

    private static RouteRules Routes(string route) => RouteRules.Parse("{\"ReverseProxy\": {\"Routes\": {\"r\": " + route + "}}}");
}

using System.Text.Json.Nodes;
using RetailSync.Architecture.Reading;

namespace RetailSync.Architecture.Data;

public sealed class LandscapeTests
{
    private const string Teams = "teams: [{id: t, name: T}]\nsystems: [{id: crm, owner: t}]\n";

    [Fact]
    public void Landscape_AndContracts_Agree() => Faults.AssertNone(LandscapeRules.Check(Load(), [.. ContractFile.All().Select(contract => contract.Id)]));

    [Fact]
    public void Systems_AllFifteen_AreInTheLandscape() => Assert.Empty(RouteRules.Systems.Except(LandscapeRules.Ids(Load(), "systems")));

    [Theory]
    [InlineData("apis: [{id: crm/customers, system: crm, versions: [{number: 1, contract: crm/customers@1, stage: active}]}]", "")]
    [InlineData("apis: [{id: crm/customers, system: crm, versions: [{number: 1, stage: retired}, {number: 2, contract: crm/customers@1, stage: active}]}]", "")]
    [InlineData("apis: [{id: crm/customers, system: crm, owner: u, versions: [{number: 1, contract: crm/customers@1, stage: active}]}]", "API crm/customers: its owner 'u' is not one of the teams.")]
    [InlineData("apis: [{id: crm/customers, system: x, versions: [{number: 1, contract: crm/customers@1, stage: active}]}]", "API crm/customers: its owner '' is not one of the teams.")]
    [InlineData("apis: [{id: crm/customers, system: crm, versions: [{number: 1, contract: crm/customers@1}]}]", "API crm/customers version 1: its stage of life is ''; it must be one of proposed, design, active, deprecated, retired.")]
    [InlineData("apis: [{id: crm/customers, system: crm, versions: [{number: 1, contract: crm/customers@1, stage: active}, {number: 2, stage: active}]}]", "API crm/customers version 2: names no contract, and only a retired version needs none.")]
    [InlineData("apis: []", "contract crm/customers@1: no API version of the landscape names it, so it has no owner and no stage of life.")]
    [InlineData("apis: [{id: crm/customers, system: crm, versions: [{number: 1, contract: crm/customers@1, stage: active}, {number: 2, contract: crm/customers@1, stage: active}]}]", "contract crm/customers@1: 2 API versions name it; exactly one is right.")]
    [InlineData("apis: [{id: crm/customers, system: crm, versions: [{number: 1, contract: crm/customers@1, stage: active}, {number: 2, contract: crm/customers@2, stage: active}]}]", "contract crm/customers@2: an API version names it, but there is no such file.")]
    [InlineData("systems: [{id: pos, owner: u}]\napis: [{id: crm/customers, system: crm, versions: [{number: 1, contract: crm/customers@1, stage: active}]}]", "system pos: its owner 'u' is not one of the teams.")]
    public void Check_Sample_IsFlagged(string apis, string expected)
    {
        var faults = LandscapeRules.Check(LandscapeRules.Merge([Teams, apis]), ["crm/customers@1"]);

        Assert.Equal(expected, string.Join('\n', faults));
    }

    private static JsonObject Load()
    {
        var files = Repository.Files.Where(file => file.Path.StartsWith("catalog/landscape/", StringComparison.Ordinal) && file.Path.EndsWith(".yaml", StringComparison.Ordinal)).ToList();
        Assert.True(files.Count > 0, "catalog/landscape/*.yaml: there is no landscape.");
        return LandscapeRules.Merge(files.Select(file => file.Text));
    }
}

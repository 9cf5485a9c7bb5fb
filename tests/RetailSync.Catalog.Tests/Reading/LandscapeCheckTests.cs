using RetailSync.Gateway;

namespace RetailSync.Catalog.Tests.Reading;

public sealed class LandscapeCheckTests
{
    [Fact]
    public void Check_EveryContractThere_FindsNothing()
    {
        using var folder = new LandscapeFolder();

        Assert.Empty(Check(folder, "crm/customers@1"));
    }

    [Fact]
    public void Check_ContractMissing_NamesTheVersionsPlace()
    {
        using var folder = new LandscapeFolder();

        Assert.Equal(
            [$"{Path.Combine(folder.Path, "landscape.yaml")}:13:9: No contract is named 'crm/customers@1'. It would be the file crm/customers.v1.openapi.yaml (or .json) in the contracts' folder."],
            Check(folder));
    }

    [Fact]
    public void Check_ContractOfNoVersion_IsReported()
    {
        using var folder = new LandscapeFolder();

        Assert.Equal(
            ["crm/customers@2: The contract belongs to no API version of the landscape. Name it as the 'contract' of one, or remove its file."],
            Check(folder, "crm/customers@2", "crm/customers@1"));
    }

    [Fact]
    public void Check_RetiredWithoutContract_IsFine()
    {
        using var folder = new LandscapeFolder(LandscapeFolder.Small.Replace("contract: crm/customers@1, stage: active", "stage: retired", StringComparison.Ordinal));

        Assert.Empty(Check(folder));
    }

    private static string[] Check(LandscapeFolder folder, params string[] contracts)
    {
        var faults = new List<ConfigFault>();
        LandscapeReader.Check(folder.Read(), contracts, faults);
        return [.. faults.Select(fault => fault.ToString())];
    }
}

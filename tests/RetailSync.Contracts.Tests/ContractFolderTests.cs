using RetailSync.Gateway;

namespace RetailSync.Contracts.Tests;

public sealed class ContractFolderTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("contracts-test").FullName;
    private readonly ContractCache _cache = new();
    private readonly List<ConfigFault> _faults = [];

    private string Folder => Path.Combine(_root, "contracts");

    private string[] Faults => [.. _faults.Select(fault => fault.ToString())];

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Read_EveryEnding_GivesContractsById()
    {
        Write("crm/customers.v1.openapi.yaml", Contract("1.0.0"));
        Write("crm/customers.v2.openapi.yml", Contract("2.3.1"));
        Write("pos/transactions.v12.openapi.json", """{"openapi":"3.0.0","info":{"title":"T","version":"12.0.0"},"paths":{"/a":{"get":{"operationId":"a","responses":{"200":{"description":"ok"}}}}}}""");
        Write("README.md", "no contract");
        Write("crm/examples/customer.json", "{");
        Write("crm/events.v1.asyncapi.yaml", ":::");

        var contracts = Read();

        Assert.Empty(Faults);
        Assert.Equal(["crm/customers@1", "crm/customers@2", "pos/transactions@12"], contracts.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("crm/customers.v2.openapi.yml", contracts["crm/customers@2"].File);
        Assert.Equal("contracts/crm/customers.v1.openapi.yaml:5:5", contracts["crm/customers@1"].Operations[0].Location);
        Assert.Matches("^[0-9a-f]{64}$", contracts["crm/customers@1"].Hash);
    }

    [Theory]
    [InlineData("customers.v1.openapi.yaml")]
    [InlineData("crm/customers.openapi.yaml")]
    [InlineData("crm/customers.v0.openapi.yaml")]
    [InlineData("crm/customers.v01.openapi.yaml")]
    [InlineData("crm/customers.v1000.openapi.yaml")]
    [InlineData("crm/customers.V1.openapi.yaml")]
    [InlineData("CRM/customers.v1.openapi.yaml")]
    [InlineData("crm/customers.v1.openapi.YAML")]
    [InlineData("crm/more/customers.v1.openapi.yaml")]
    public void Read_OtherName_IsFault(string name)
    {
        Write(name, Contract("1.0.0"));

        var contracts = Read();

        Assert.Empty(contracts);
        Assert.Equal([$"contracts/{name}: A contract must lie at <system>/<name>.v<major>.openapi.yaml, in lower case, such as crm/customers.v1.openapi.yaml."], Faults);
    }

    [Fact]
    public void Read_FaultsInSeveralFiles_AreAllToldAndTheRestIsRead()
    {
        Write("a/x.v1.openapi.yaml", "a: [");
        Write("b/x.v1.openapi.yaml", Contract("2.0.0"));
        Write("c/x.v1.openapi.yaml", Contract("1.0.0"));
        Write("d/x.v1.openapi.json", "{");

        var contracts = Read();

        Assert.Equal(["c/x@1"], contracts.Keys);
        Assert.Equal(["contracts/a/x.v1.openapi.yaml:2:1", "contracts/b/x.v1.openapi.yaml:2:35", "contracts/d/x.v1.openapi.json:1:2"], _faults.Select(fault => fault.Path));
    }

    [Fact]
    public void Read_RepeatedKeyOnly_IsNoContract()
    {
        Write("crm/customers.v1.openapi.yaml", $"{Contract("1.0.0")}openapi: 3.1.0\n");

        var contracts = Read();

        Assert.Empty(contracts);
        Assert.Equal(["contracts/crm/customers.v1.openapi.yaml:9:1: The key 'openapi' stands here a second time; the first is at line 1, column 1."], Faults);
    }

    [Fact]
    public void Read_OneIdTwice_IsFault()
    {
        Write("crm/customers.v1.openapi.json", "{}");
        Write("crm/customers.v1.openapi.yaml", Contract("1.0.0"));

        Read();

        Assert.Contains("contracts/crm/customers.v1.openapi.yaml: The contract crm/customers@1 is read from contracts/crm/customers.v1.openapi.json already; keep one of the two.", Faults);
    }

    [Fact]
    public void Read_Again_GivesTheSameObjectsForTheSameContent()
    {
        Write("crm/customers.v1.openapi.yaml", Contract("1.0.0"));
        Write("crm/customers.v2.openapi.yaml", Contract("2.0.0"));
        var first = Read();

        Write("crm/customers.v1.openapi.yaml", Contract("1.0.0"));
        Write("crm/customers.v2.openapi.yaml", Contract("2.0.1"));
        var second = Read();

        Assert.Same(first["crm/customers@1"], second["crm/customers@1"]);
        Assert.NotSame(first["crm/customers@2"], second["crm/customers@2"]);
        Assert.Equal("2.0.1", second["crm/customers@2"].Version);
        Assert.NotEqual(first["crm/customers@2"].Hash, second["crm/customers@2"].Hash);
    }

    [Fact]
    public void Read_SameContentInTwoFiles_GivesTwoContracts()
    {
        Write("crm/customers.v1.openapi.yaml", Contract("1.0.0"));
        Write("crm/people.v1.openapi.yaml", Contract("1.0.0"));

        var contracts = Read();

        Assert.Equal(["crm/customers@1", "crm/people@1"], contracts.Values.Select(contract => contract.Id));
    }

    [Fact]
    public void Read_EditTakenBack_FindsTheFirstObjectAgain()
    {
        Write("crm/customers.v1.openapi.yaml", Contract("1.0.0"));
        var first = Read();
        Write("crm/customers.v1.openapi.yaml", "broken: [");
        Read();
        Write("crm/customers.v1.openapi.yaml", Contract("1.0.0"));

        var third = Read();

        Assert.Same(first["crm/customers@1"], third["crm/customers@1"]);
    }

    [Theory]
    [InlineData(15, true)]
    [InlineData(16, false)]
    public void Read_ContentNotMetForLong_IsForgotten(int readings, bool kept)
    {
        Write("crm/customers.v1.openapi.yaml", Contract("1.0.0"));
        var first = Read();
        Write("crm/customers.v1.openapi.yaml", Contract("1.0.1"));
        for (var i = 0; i < readings; i++)
        {
            Read();
        }

        Write("crm/customers.v1.openapi.yaml", Contract("1.0.0"));
        var last = Read();

        Assert.Equal(kept, ReferenceEquals(first["crm/customers@1"], last["crm/customers@1"]));
    }

    [Fact]
    public void Read_UnreadableFile_IsFault()
    {
        Write("crm/customers.v1.openapi.yaml", Contract("1.0.0"));
        File.CreateSymbolicLink(Path.Combine(Folder, "crm", "gone.v1.openapi.yaml"), Path.Combine(_root, "gone"));

        var contracts = Read();

        Assert.Single(contracts);
        Assert.StartsWith("contracts/crm/gone.v1.openapi.yaml: The file cannot be read: ", Assert.Single(Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MissingFolder_IsFault()
    {
        var contracts = Read();

        Assert.Empty(contracts);
        Assert.StartsWith("contracts: The folder cannot be read: ", Assert.Single(Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_HiddenFolder_IsNotLookedAt()
    {
        Write("..data/customers.v1.openapi.yaml", "broken: [");
        Write("crm/.customers.v1.openapi.yaml", "broken: [");

        Read();

        Assert.Empty(Faults);
    }

    private static string Contract(string version) =>
        """
        openapi: 3.1.0
        info: {title: Customers, version: <version>}
        paths:
          /customers:
            get:
              operationId: listCustomers
              responses: {'200': {description: ok}}
        # the end

        """.Replace("<version>", version, StringComparison.Ordinal);

    private IReadOnlyDictionary<string, IContract> Read()
    {
        _faults.Clear();
        return ContractFolder.Read(Folder, _cache, _faults);
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}

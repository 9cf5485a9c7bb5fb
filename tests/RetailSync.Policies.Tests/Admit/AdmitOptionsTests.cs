using RetailSync.Gateway;
using RetailSync.Policies.Admit;
using RetailSync.Testing;

namespace RetailSync.Policies.Tests.Admit;

public sealed class AdmitOptionsTests
{
    [Fact]
    public void Defaults_NothingSet_AreThose()
    {
        var options = new AdmitOptions();

        Assert.Equal((Priority.Normal, 4, 1_000, null, 100, false), (options.Class, options.MinimumLimit, options.MaximumLimit, options.Limit, options.WaitMilliseconds, options.Shadow));
        Assert.Equal((50, 75, 90), (options.Shares.Bulk, options.Shares.Normal, options.Shares.High));
        Assert.Empty(options.Classes);
    }

    [Theory]
    [InlineData("Class", "critical")]
    [InlineData("MinimumLimit", "1")]
    [InlineData("MaximumLimit", "10000")]
    [InlineData("Limit", "1")]
    [InlineData("Limit", "10000")]
    [InlineData("WaitMilliseconds", "0")]
    [InlineData("WaitMilliseconds", "5000")]
    [InlineData("Shares:Bulk", "1")]
    [InlineData("Shares:High", "100")]
    public void Build_InsideTheRange_IsNoFault(string key, string value) => Assert.Empty(Built.Faults("admit", (key, value)));

    [Theory]
    [InlineData("Class", "7")]
    [InlineData("MinimumLimit", "0")]
    [InlineData("MinimumLimit", "1001")]
    [InlineData("MaximumLimit", "10001")]
    [InlineData("MaximumLimit", "3")]
    [InlineData("Limit", "0")]
    [InlineData("Limit", "10001")]
    [InlineData("WaitMilliseconds", "-1")]
    [InlineData("WaitMilliseconds", "5001")]
    [InlineData("Shares:Bulk", "0")]
    [InlineData("Shares:Bulk", "76")]
    [InlineData("Shares:Normal", "91")]
    [InlineData("Shares:High", "101")]
    [InlineData("Shares:Critical", "100")]
    public void Build_OutsideTheRange_IsAFault(string key, string value)
    {
        var fault = Assert.Single(Built.Faults("admit", (key, value)));

        Assert.Equal("Policies:admit", fault.Path);
        Assert.Contains(key.Split(':')[0], fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_UnknownClass_IsAFault()
    {
        var fault = Assert.Single(Built.Faults("admit", ("Class", "urgent")));

        Assert.Equal("urgent is not a valid value for Priority.", fault.Message);
    }

    [Fact]
    public void Build_ClassOfNoOperation_IsAFault()
    {
        var fault = Assert.Single(Built.Faults("admit", ("Classes:capturePayment", "critical")));

        Assert.Equal("Classes: the route has no contract and so no operation 'capturePayment'. Say Class for all of its calls.", fault.Message);
    }

    [Fact]
    public void Check_UnknownOperation_NamesTheKnown()
    {
        var options = new AdmitOptions { Classes = new Dictionary<string, Priority> { ["capturePayment"] = Priority.Critical, ["listCustomers"] = Priority.Bulk } };

        var faults = options.Check(new RouteFacts { RouteId = "crm", Contract = new OneOperation() });

        Assert.Equal(["Classes: the contract crm/customers@1 has no operation 'capturePayment'. Known: listCustomers."], faults);
    }

    private sealed class OneOperation : IContract
    {
        public string Id => "crm/customers@1";

        public string Hash => "";

        public string Title => "";

        public string Version => "";

        public string File => "";

        public IReadOnlyList<Operation> Operations => [Some.Operation()];

        public OperationMatch Match(string method, ReadOnlySpan<char> path) => default;
    }
}

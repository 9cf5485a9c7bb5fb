using Microsoft.Extensions.DependencyInjection;
using RetailSync.Gateway;
using RetailSync.Policies.RateLimit;
using RetailSync.Testing;

namespace RetailSync.Policies.Tests.RateLimit;

public sealed class RateLimitOptionsTests
{
    [Fact]
    public void Options_Default_AreAsDocumented()
    {
        var options = new RateLimitOptions();

        Assert.Empty(options.Windows);
        Assert.Equal(["consumer", "api"], options.EffectiveKey);
        Assert.Equal(1, options.Cost);
        Assert.False(options.CountDenied);
        Assert.False(options.Shadow);
        Assert.False(options.LegacyHeaders);
        Assert.Empty(options.Costs);
        Assert.Equal(10_000, options.LeaseFrom);
    }

    [Theory]
    [InlineData("Limit", "0", 1)]
    [InlineData("Limit", "1", 0)]
    [InlineData("Limit", "10000000", 0)]
    [InlineData("Limit", "10000001", 1)]
    [InlineData("Seconds", "0", 1)]
    [InlineData("Seconds", "1", 0)]
    [InlineData("Seconds", "2678400", 0)]
    [InlineData("Seconds", "2678401", 1)]
    [InlineData("Name", "Burst", 1)]
    [InlineData("Name", "b", 0)]
    [InlineData("Name", "a-name-of-exactly-32-characters-", 0)]
    [InlineData("Name", "a-name-of-exactly-33-characters--", 1)]
    public void Window_Edge_IsChecked(string setting, string value, int faults)
    {
        var settings = new Dictionary<string, string> { ["Name"] = "burst", ["Limit"] = "10", ["Seconds"] = "60", [setting] = value };

        var found = Built.Faults("rate-limit", [.. settings.Select(pair => ($"Windows:0:{pair.Key}", pair.Value))]);

        Assert.Equal(faults, found.Count);
        Assert.All(found, fault => Assert.Contains(setting, fault.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(8, 0)]
    [InlineData(9, 1)]
    public void Windows_Number_IsChecked(int windows, int faults)
    {
        var found = Built.Faults("rate-limit", [.. Enumerable.Range(0, windows).SelectMany(i => Window(i, $"w{i}"))]);

        Assert.Equal(faults, found.Count);
    }

    [Theory]
    [InlineData("Cost", "0", 1)]
    [InlineData("Cost", "10", 0)]
    [InlineData("Cost", "11", 1)]
    [InlineData("Key:0", "address", 0)]
    [InlineData("Key:0", "header", 1)]
    [InlineData("Key:0", "header:", 1)]
    [InlineData("Key:0", "header:X Store", 1)]
    [InlineData("Key:0", "header:X-Store-Id", 0)]
    [InlineData("Key:0", "header:X-Forwarded-For", 1)]
    [InlineData("Key:0", "header:x-real-ip", 1)]
    [InlineData("Key:0", "header:Authorization", 1)]
    [InlineData("Costs:listCustomers", "0", 1)]
    [InlineData("Costs:listCustomers", "11", 1)]
    [InlineData("LeaseFrom", "99", 1)]
    [InlineData("LeaseFrom", "100", 0)]
    [InlineData("LeaseFrom", "1000000000", 0)]
    [InlineData("LeaseFrom", "1000000001", 1)]
    [InlineData("Key", "", 0)]
    public void Options_Value_IsChecked(string key, string value, int faults)
    {
        var found = Built.Faults("rate-limit", [.. Window(0, "burst"), (key, value)]);

        Assert.Equal(faults, found.Count);
    }

    [Fact]
    public void Windows_NameTwice_IsAFault()
    {
        var found = Built.Faults("rate-limit", [.. Window(0, "burst"), .. Window(1, "burst")]);

        Assert.Contains("'burst' stands more than once", Assert.Single(found).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("listCustomers", true, null)]
    [InlineData("LISTCUSTOMERS", true, null)]
    [InlineData("listCustomer", true, "the contract crm/customers@1 has no such operation. Known: listCustomers.")]
    [InlineData("listCustomers", false, "this route has no contract and so no operations. Use Cost.")]
    public void Costs_Operation_IsLookedForInTheContract(string operation, bool hasContract, string? fault)
    {
        var route = new RouteFacts { RouteId = "crm", Contract = hasContract ? new OneOperation() : null };
        using var services = Built.Services().BuildServiceProvider();

        var found = Built.FaultsOn(services, "rate-limit", route, [.. Window(0, "burst"), ($"Costs:{operation}", "5")]);

        Assert.Equal(fault is null ? [] : [$"Policies:rate-limit: Costs:{operation}: {fault}"], found.Select(each => each.ToString()));
    }

    private static (string Key, string Value)[] Window(int index, string name) =>
        [($"Windows:{index}:Name", name), ($"Windows:{index}:Limit", "10"), ($"Windows:{index}:Seconds", "60")];

    private sealed class OneOperation : IContract
    {
        public string Id => "crm/customers@1";

        public string Hash => "";

        public string Title => "";

        public string Version => "1.0.0";

        public string File => "";

        public IReadOnlyList<Operation> Operations { get; } = [Some.Operation()];

        public OperationMatch Match(string method, ReadOnlySpan<char> path) => new(Operations[0], null);
    }
}

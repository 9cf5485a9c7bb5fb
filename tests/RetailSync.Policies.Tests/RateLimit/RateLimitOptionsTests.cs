using RetailSync.Policies.RateLimit;

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

    private static (string Key, string Value)[] Window(int index, string name) =>
        [($"Windows:{index}:Name", name), ($"Windows:{index}:Limit", "10"), ($"Windows:{index}:Seconds", "60")];
}

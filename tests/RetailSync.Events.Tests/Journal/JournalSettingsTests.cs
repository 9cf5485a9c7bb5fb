using Microsoft.Extensions.Configuration;
using RetailSync.Events.Journal;
using RetailSync.Gateway;

namespace RetailSync.Events.Tests.Journal;

/// <summary>The section <c>Journal</c>.</summary>
public sealed class JournalSettingsTests
{
    [Fact]
    public void Read_Nothing_IsTheDefaults()
    {
        var (options, faults) = Read();

        Assert.Empty(faults);
        Assert.Equal((2, 8, 30, 40, 24, 300), (options.RecoverySeconds, options.ResolveConcurrency, options.ResolveTimeoutSeconds, options.ResolveAttempts, options.ResolveHours, options.ResolvePauseSeconds));
        Assert.Equal((60, 72, 90, 60), (options.QuietSeconds, options.BodyHours, options.EventDays, options.ReapSeconds));
        Assert.Empty(options.Keys);
        Assert.Empty(options.Resolvers);
    }

    [Theory]
    [InlineData("RecoverySeconds", 1, 300)]
    [InlineData("ResolveConcurrency", 1, 64)]
    [InlineData("ResolveTimeoutSeconds", 1, 300)]
    [InlineData("ResolveAttempts", 1, 1_000)]
    [InlineData("ResolveHours", 1, 720)]
    [InlineData("ResolvePauseSeconds", 1, 3_600)]
    [InlineData("QuietSeconds", 0, 86_400)]
    [InlineData("BodyHours", 1, 8_760)]
    [InlineData("EventDays", 1, 3_650)]
    [InlineData("ReapSeconds", 1, 86_400)]
    public void Read_Edges_InsideIsFineAndOutsideIsNot(string name, int least, int most)
    {
        Assert.Empty(Read(($"Journal:{name}", $"{least}")).Faults);
        Assert.Empty(Read(($"Journal:{name}", $"{most}")).Faults);
        Assert.Contains(name, Assert.Single(Read(($"Journal:{name}", $"{least - 1}")).Faults).Message, StringComparison.Ordinal);
        Assert.Contains(name, Assert.Single(Read(($"Journal:{name}", $"{most + 1}")).Faults).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Journal:Colour", "red", "Journal", "Colour")]
    [InlineData("Journal:Resolvers:createOrder:Class", "A", "Journal:Resolvers:createOrder", "oms/orders@1#createOrder")]
    [InlineData("Journal:Resolvers:oms/orders@1#createOrder:Class", "B", "Journal:Resolvers:oms/orders@1#createOrder", "class B needs Lookup")]
    [InlineData("Journal:Resolvers:oms/orders@1#createOrder:Class", "E", "Journal", "Class")]
    [InlineData("Journal:Resolvers:oms/orders@1#createOrder:Lookup", "oms/orders", "Journal:Resolvers:oms/orders@1#createOrder:Lookup", "must be a path")]
    [InlineData("Journal:Resolvers:oms/orders@1#createOrder:Lookup", "/oms/{id}", "Journal:Resolvers:oms/orders@1#createOrder:Lookup", "{id} is not known")]
    [InlineData("Journal:Resolvers:oms/orders@1#createOrder:Found", "items/0", "Journal:Resolvers:oms/orders@1#createOrder:Found", "JSON pointer")]
    [InlineData("Journal:Resolvers:oms/orders@1#createOrder:Status", "404", "Journal:Resolvers:oms/orders@1#createOrder:Status", "200 to 299")]
    [InlineData("Journal:Resolvers:oms/orders@1#createOrder:QuietSeconds", "86401", "Journal:Resolvers:oms/orders@1#createOrder:QuietSeconds", "0 to 86,400")]
    public void Read_CannotBeUsed_SaysWhereAndWhat(string key, string value, string path, string message)
    {
        var fault = Assert.Single(Read((key, value)).Faults);

        Assert.Equal(path, fault.Path);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadKeys_NoKey_SaysWhichOne()
    {
        var faults = new List<ConfigFault>();

        JournalSettings.ReadKeys(new JournalOptions { Keys = ["env:NEW", "env:OLD"] }, "", (_, reference, _) => reference == "env:NEW" ? Convert.ToBase64String(new byte[32]) : "short", faults);

        Assert.Equal("Journal:Keys:1", Assert.Single(faults).Path);
        Assert.DoesNotContain("short", faults[0].Message, StringComparison.Ordinal);
    }

    private static (JournalOptions Options, List<ConfigFault> Faults) Read(params (string Key, string Value)[] settings)
    {
        var faults = new List<ConfigFault>();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(one => KeyValuePair.Create(one.Key, (string?)one.Value))).Build();
        return (JournalSettings.Read(configuration, faults), faults);
    }
}

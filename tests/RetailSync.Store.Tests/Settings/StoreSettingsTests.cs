using System.Text;
using Microsoft.Extensions.Configuration;
using RetailSync.Gateway;
using RetailSync.Store.Settings;

namespace RetailSync.Store.Tests.Settings;

public sealed class StoreSettingsTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("""{"Other": {}}""")]
    public void Read_NoSection_IsNullWithoutFaults(string json)
    {
        var (settings, faults) = ReadWhole(json);

        Assert.Null(settings);
        Assert.Empty(faults);
    }

    [Fact]
    public void Read_EmptySection_IsAFileInTheDataFolder()
    {
        var (settings, faults) = Read("{}");

        Assert.Empty(faults);
        Assert.Equal("/base/data/journal.db", settings!.File);
        Assert.Equal(
            (StoreKind.Sqlite, null, null, 8, 4_096, true, 4_000, 15, 10),
            (settings.Options.Provider, settings.Options.Path, settings.Options.Connection, settings.Options.PoolSize, settings.Options.QueueLength, settings.Options.CheckAtStart, settings.Options.CheckpointPages, settings.Options.LeaseSeconds, settings.Options.TimeoutSeconds));
    }

    [Theory]
    [InlineData("kept/j.db", "/base/kept/j.db")]
    [InlineData("/elsewhere/j.db", "/elsewhere/j.db")]
    public void Read_Path_StartsAtTheBase(string path, string expected)
    {
        var (settings, _) = Read("{\"Path\": \"" + path + "\"}");

        Assert.Equal(expected, settings!.File);
    }

    [Theory]
    [InlineData("env:DB", "Host=db;Database=journal;Username=u;Password=p")]
    [InlineData("env:EMPTY", "")]
    public void Read_Postgres_ResolvesItsConnection(string reference, string expected)
    {
        var (settings, faults) = Read("{\"Provider\": \"postgres\", \"Connection\": \"" + reference + "\"}");

        Assert.Empty(faults);
        Assert.Equal((StoreKind.Postgres, expected), (settings!.Options.Provider, settings.ConnectionString));
    }

    [Theory]
    [InlineData("""{"Path": "a", "Pathh": "b"}""", "Store:Pathh: is not a setting.")]
    [InlineData("\"sqlite\"", "Store: is a plain value.")]
    [InlineData("""{"Provider": "oracle"}""", "Store:Provider: 'oracle' is no provider. Known: sqlite, postgres.")]
    [InlineData("""{"Provider": "1"}""", "Store:Provider: '1' is no provider.")]
    [InlineData("""{"Provider": "postgres"}""", "Store:Connection: is missing.")]
    [InlineData("""{"Provider": "postgres", "Connection": "Host=db;Password=hunter2"}""", "Store:Connection: is no reference.")]
    [InlineData("""{"Provider": "postgres", "Connection": "env:DB", "Path": "x"}""", "Store:Path: is for sqlite")]
    [InlineData("""{"Provider": "postgres", "Connection": "env:BAD"}""", "Store:Connection: is not a connection string.")]
    [InlineData("""{"Provider": "postgres", "Connection": "env:PARTIAL"}""", "Store:Connection: names no host or no database.")]
    [InlineData("""{"Provider": "postgres", "Connection": "env:MISSING"}""", "Store:Connection: is not set")]
    [InlineData("""{"Connection": "env:DB"}""", "Store:Connection: is for postgres")]
    [InlineData("""{"PoolSize": "many"}""", "Store: ")]
    public void Read_Fault_IsToldWithItsPlaceAndNoSecret(string section, string expected)
    {
        var (settings, faults) = Read(section);

        Assert.Null(settings);
        var fault = Assert.Single(faults).ToString();
        Assert.StartsWith(expected, fault, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PoolSize", 1, 100)]
    [InlineData("QueueLength", 16, 100_000)]
    [InlineData("CheckpointPages", 100, 100_000)]
    [InlineData("LeaseSeconds", 5, 300)]
    [InlineData("TimeoutSeconds", 1, 300)]
    public void Read_Ranges_EndWhereTheySay(string key, int least, int most)
    {
        Assert.Empty(Read($"{{\"{key}\": {least}}}").Faults);
        Assert.Empty(Read($"{{\"{key}\": {most}}}").Faults);
        Assert.Contains(key, Assert.Single(Read($"{{\"{key}\": {least - 1}}}").Faults).ToString(), StringComparison.Ordinal);
        Assert.Contains(key, Assert.Single(Read($"{{\"{key}\": {most + 1}}}").Faults).ToString(), StringComparison.Ordinal);
    }

    private static (StoreSettings? Settings, List<ConfigFault> Faults) Read(string section) => ReadWhole("{\"Store\": " + section + "}");

    private static (StoreSettings? Settings, List<ConfigFault> Faults) ReadWhole(string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        var configuration = new ConfigurationBuilder().AddJsonStream(stream).Build();
        var faults = new List<ConfigFault>();
        return (StoreSettings.Read(configuration, "/base", "/base/data", Secret, faults), faults);
    }

    private static string? Secret(string path, string? reference, ICollection<ConfigFault> faults)
    {
        switch (reference)
        {
            case "env:DB":
                return "Host=db;Database=journal;Username=u;Password=p";
            case "env:EMPTY":
                return "";
            case "env:BAD":
                return "Password=hunter2;Nonsense=1";
            case "env:PARTIAL":
                return "Password=hunter2";
            default:
                faults.Add(new ConfigFault(path, "is not set"));
                return null;
        }
    }
}

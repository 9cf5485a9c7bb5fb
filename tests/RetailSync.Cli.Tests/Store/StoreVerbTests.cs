using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using RetailSync.Gateway;
using RetailSync.Store;
using RetailSync.Store.Settings;

namespace RetailSync.Cli.Tests.Store;

/// <summary>The verbs on a real store. What is found in files is tested beside the store.</summary>
public sealed class StoreVerbTests
{
    private static readonly Sql Insert = new("insert into resolution (id, operation_id, decided_at, decided_by, decision, reason) values (@id, 'o', 0, 'p', 'done', 'r')", ("id", SqlType.Text));

    [Fact]
    public async Task Backup_RestoreAndCheck_Running_TheWholeWay()
    {
        using var cli = new CliRun();
        File.WriteAllText(Path.Combine(cli.Folder, "yarp.json"), """{"Store": {"Path": "kept/journal.db"}}""");
        (int Code, string Out, string Error) backup, checkRunning, restoreRunning;
        await using (var store = await OpenAsync(cli))
        {
            await store.WriteAsync(new StoreWrite().Add(Insert, "a"), TestContext.Current.CancellationToken);
            backup = await cli.RunAsync("store", "backup", "backups/monday.db");
            checkRunning = await cli.RunAsync("store", "check");
            restoreRunning = await cli.RunAsync("store", "restore", "backups/monday.db", "--force");
        }

        var again = await cli.RunAsync("store", "backup", "backups/monday.db");
        var check = await cli.RunAsync("store", "check");
        var events = (await cli.RunJsonAsync("store", "check", "backups/monday.db")).GetProperty("events").GetInt64();
        var unforced = await cli.RunAsync("store", "restore", "backups/monday.db");
        var restored = await cli.RunAsync("store", "restore", "backups/monday.db", "--force");

        Assert.Equal((0, ""), (backup.Code, backup.Error));
        Assert.Contains("backups/monday.db: ", backup.Out, StringComparison.Ordinal);
        Assert.Equal((1, 1, 1, 1), (checkRunning.Code, restoreRunning.Code, again.Code, unforced.Code));
        Assert.Contains("is in use", checkRunning.Error, StringComparison.Ordinal);
        Assert.Contains("is in use", restoreRunning.Error, StringComparison.Ordinal);
        Assert.Contains("never overwritten", again.Error, StringComparison.Ordinal);
        Assert.Contains("--force", unforced.Error, StringComparison.Ordinal);
        Assert.Equal((0, ""), (check.Code, check.Error));
        Assert.StartsWith("kept/journal.db: sound.", check.Out, StringComparison.Ordinal);
        Assert.Equal(0, events);
        Assert.Equal(0, restored.Code);
        Assert.Contains("What was there is kept/journal.db.replaced-20261123T120000000Z now.", restored.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_ChangedBackup_IsOneAndSaysWhy()
    {
        using var cli = new CliRun();
        await (await OpenAsync(cli)).DisposeAsync();
        await cli.RunAsync("store", "backup", "monday.db", "--from", "kept/journal.db");
        File.AppendAllText(Path.Combine(cli.Folder, "monday.db"), "x");

        var (code, _, error) = await cli.RunAsync("store", "check", "monday.db");
        var json = await cli.RunAsync("store", "check", "monday.db", "--json");

        Assert.Equal((1, 1), (code, json.Code));
        Assert.Contains("monday.db: NOT SOUND in 1 place.", error, StringComparison.Ordinal);
        Assert.Contains("\"isSound\": false", json.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "has no section Store")]
    [InlineData("""{"Store": {"Provider": "postgres", "Connection": "env:DB"}}""", "pg_dump")]
    [InlineData("""{"Store": {"Provider": "oracle"}}""", "Store:Provider")]
    public async Task Check_NoFileKnown_IsTwoAndSaysWhy(string yarp, string expected)
    {
        using var cli = new CliRun();
        File.WriteAllText(Path.Combine(cli.Folder, "yarp.json"), yarp);

        var (code, _, error) = await cli.RunAsync("store", "check");

        Assert.Equal(2, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("store", "check", "no-such.db")]
    [InlineData("store", "restore", "no-such.db", "--to", "journal.db")]
    [InlineData("store", "backup", "new.db", "--from", "no-such.db")]
    public async Task Verbs_MissingFile_IsOne(params string[] arguments)
    {
        using var cli = new CliRun();

        var (code, output, error) = await cli.RunAsync(arguments);

        Assert.Equal((1, ""), (code, output));
        Assert.Contains("is not there", error, StringComparison.Ordinal);
    }

    private static Task<IStore> OpenAsync(CliRun cli)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Store:Path", "kept/journal.db")]).Build();
        var settings = StoreSettings.Read(configuration, cli.Folder, cli.Folder, (_, _, _) => "", new List<ConfigFault>())!;
        return StoreOpener.OpenAsync(settings, TimeProvider.System, NullLoggerFactory.Instance, TestContext.Current.CancellationToken);
    }
}

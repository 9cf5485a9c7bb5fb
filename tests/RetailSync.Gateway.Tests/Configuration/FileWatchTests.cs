using RetailSync.Gateway.Configuration;
using RetailSync.Testing;

namespace RetailSync.Gateway.Tests.Configuration;

/// <summary>The watch over one file, on a real disk.</summary>
public sealed class FileWatchTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("retailsync-watch-");
    private int _changes;

    private string ConfigFile => Path.Combine(_folder.FullName, "yarp.json");

    [Fact]
    public async Task Changed_WrittenInPlace_IsTold()
    {
        await File.WriteAllTextAsync(ConfigFile, "{}", TestContext.Current.CancellationToken);
        using var watch = new FileWatch(ConfigFile, Count);

        await File.WriteAllTextAsync(ConfigFile, "{ }", TestContext.Current.CancellationToken);

        await ToldAsync();
    }

    [Fact]
    public async Task Changed_ReplacedByRenaming_IsTold()
    {
        using var watch = new FileWatch(ConfigFile, Count);
        var other = Path.Combine(_folder.FullName, "yarp.json.new");
        await File.WriteAllTextAsync(other, "{}", TestContext.Current.CancellationToken);
        Assert.Equal(0, Volatile.Read(ref _changes));

        File.Move(other, ConfigFile, overwrite: true);

        await ToldAsync();
    }

    [Fact]
    public async Task Changed_MountedFolderIsSwapped_IsTold()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "..1"));
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "..2"));
        var link = Path.Combine(_folder.FullName, "..data");
        File.CreateSymbolicLink(link, "..1");
        File.CreateSymbolicLink(ConfigFile, Path.Combine("..data", "yarp.json"));
        using var watch = new FileWatch(ConfigFile, Count);

        File.Delete(link);
        File.CreateSymbolicLink(link, "..2");

        await ToldAsync();
    }

    [Fact]
    public async Task Changed_OtherFilesAndFolders_AreNotTold()
    {
        var data = Directory.CreateDirectory(Path.Combine(_folder.FullName, "data"));
        using var watch = new FileWatch(ConfigFile, Count);

        for (var i = 0; i < 100; i++)
        {
            await File.WriteAllTextAsync(Path.Combine(data.FullName, "yarp.json"), $"{i}", TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "journal.db"), $"{i}", TestContext.Current.CancellationToken);
        }

        // Events come in order: when this one is told, those before would have been.
        var before = Volatile.Read(ref _changes);
        await File.WriteAllTextAsync(ConfigFile, "{}", TestContext.Current.CancellationToken);
        await ToldAsync();
        Assert.Equal(0, before);
        Assert.InRange(Volatile.Read(ref _changes), 1, 5);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private void Count() => Interlocked.Increment(ref _changes);

    private Task<string> ToldAsync() => Deadline.UntilAsync(() => Task.FromResult(Volatile.Read(ref _changes) > 0 ? "told" : null), "the change is told");
}

using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace RetailSync.Store.Migrations;

/// <summary>The migrations that this program knows, and what is still to do in a database. Immutable.</summary>
internal sealed partial class MigrationSet
{
    /// <param name="migrations">From 1 without gaps.</param>
    public MigrationSet(IEnumerable<Migration> migrations)
    {
        All = [.. migrations.OrderBy(migration => migration.Number)];
        if (All.Where((migration, index) => migration.Number != index + 1).FirstOrDefault() is { } odd)
        {
            throw new ArgumentException($"Migration {odd.Number} ({odd.Name}) is out of place: numbers start at 1, without gaps, each once.");
        }
    }

    /// <summary>Those in this assembly: the files of the folder Migrations.</summary>
    public static MigrationSet Embedded { get; } = new(Read(typeof(MigrationSet).Assembly));

    /// <summary>In order.</summary>
    public IReadOnlyList<Migration> All { get; }

    /// <summary>The tables' version with all of them.</summary>
    public int Version => All.Count;

    /// <summary>What is still to do, in order.</summary>
    /// <param name="applied">What the database has behind it.</param>
    /// <param name="database">The database's name, for messages.</param>
    /// <exception cref="StoreOpenException">The database is newer than this program, or its history is another one.</exception>
    public IReadOnlyList<Migration> Pending(IReadOnlyCollection<AppliedMigration> applied, string database)
    {
        foreach (var done in applied.OrderBy(done => done.Number))
        {
            if (done.Number > Version)
            {
                throw new StoreOpenException($"{database} has tables of version {applied.Max(one => one.Number)}; this program knows version {Version}. Start the newer program, or restore a backup that was made with this one.");
            }

            if (All[done.Number - 1] is var known && known.Hash != done.Hash)
            {
                throw new StoreOpenException(
                    $"{database} was made with another migration {done.Number} ({done.Name}) than this program has ({known.Name}): its tables are not the expected ones. "
                    + "Start the program that made it, or a release in which that migration is unchanged.");
            }
        }

        var behind = applied.Select(done => done.Number).ToHashSet();
        if (behind.Count > 0 && behind.Max() != behind.Count)
        {
            throw new StoreOpenException($"{database} lacks a migration before its version {behind.Max()}. Restore a backup.");
        }

        return [.. All.Skip(behind.Count)];
    }

    private static IEnumerable<Migration> Read(Assembly assembly)
    {
        foreach (var name in assembly.GetManifestResourceNames())
        {
            if (FileName().Match(name) is { Success: true } match)
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                yield return new Migration(int.Parse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture), match.Groups[2].Value, reader.ReadToEnd());
            }
        }
    }

    [GeneratedRegex(@"^([0-9]{4})-([a-z0-9-]+)\.sql$")]
    private static partial Regex FileName();
}

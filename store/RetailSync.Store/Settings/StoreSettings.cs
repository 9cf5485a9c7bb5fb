using Microsoft.Extensions.Configuration;
using Npgsql;
using RetailSync.Gateway;

namespace RetailSync.Store.Settings;

/// <summary>The section <c>Store</c>, read and checked. Immutable. Holds the password and therefore never turns itself into text.</summary>
public sealed class StoreSettings
{
    /// <summary>The name of SQLite's file where none is named.</summary>
    public const string DefaultFileName = "journal.db";

    private static readonly string[] KnownKeys = [.. typeof(StoreOptions).GetProperties().Select(property => property.Name)];

    private StoreSettings(StoreOptions options, string file, string connectionString) => (Options, File, ConnectionString) = (options, file, connectionString);

    /// <summary>The settings as they were given; the connection is still a reference there.</summary>
    public StoreOptions Options { get; }

    /// <summary>The full path of SQLite's file. Where PostgreSQL is the store it is not used.</summary>
    public string File { get; }

    /// <summary>PostgreSQL's connection string; empty for SQLite, and where secrets are not resolved.</summary>
    internal string ConnectionString { get; }

    /// <summary>Reads the section; null when there is none, or when there are faults, which are added. An empty section (<c>{}</c>) is a SQLite file in the data folder.</summary>
    /// <param name="configuration">The whole configuration.</param>
    /// <param name="baseFolder">Where relative paths start.</param>
    /// <param name="dataFolder">Where the file lies when none is named.</param>
    /// <param name="readSecret">Resolves a secret's reference: path, reference, faults. Null after a fault; empty where secrets are not resolved.</param>
    /// <param name="faults">Where faults go.</param>
    public static StoreSettings? Read(
        IConfiguration configuration, string baseFolder, string dataFolder, Func<string, string?, ICollection<ConfigFault>, string?> readSecret, ICollection<ConfigFault> faults)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(readSecret);
        ArgumentNullException.ThrowIfNull(faults);

        var section = configuration.GetSection("Store");

        // An empty object has neither a value nor children, yet it is there.
        if (!configuration.GetChildren().Any(child => child.Key.Equals(section.Key, StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        var before = faults.Count;
        if (Bind(section, faults) is not { } options)
        {
            return null;
        }

        var connection = options.Provider == StoreKind.Postgres ? Connection(options, readSecret, faults) : WithoutConnection(options, faults);
        if (options is { Provider: StoreKind.Postgres, Path: not null })
        {
            faults.Add(new ConfigFault("Store:Path", "is for sqlite; PostgreSQL has Store:Connection. Remove one of them."));
        }

        var file = options.Path is { Length: > 0 } named ? Path.GetFullPath(named, baseFolder) : Path.Combine(dataFolder, DefaultFileName);
        return faults.Count == before && connection is not null ? new StoreSettings(options, file, connection) : null;
    }

    private static StoreOptions? Bind(IConfigurationSection section, ICollection<ConfigFault> faults)
    {
        if (section.Value is { Length: > 0 })
        {
            faults.Add(new ConfigFault(section.Path, "is a plain value. Expected: an object, such as {} for a SQLite file in the data folder."));
            return null;
        }

        foreach (var child in section.GetChildren().Where(child => !KnownKeys.Contains(child.Key, StringComparer.OrdinalIgnoreCase)))
        {
            faults.Add(new ConfigFault(child.Path, $"is not a setting. Known: {string.Join(", ", KnownKeys)}."));
        }

        // A number would be taken for the enumeration's value.
        if (section["Provider"] is { } provider && !Enum.GetNames<StoreKind>().Contains(provider, StringComparer.OrdinalIgnoreCase))
        {
            faults.Add(new ConfigFault("Store:Provider", $"'{provider}' is no provider. Known: sqlite, postgres."));
            return null;
        }

        try
        {
            var options = section.Get<StoreOptions>() ?? new StoreOptions();
            foreach (var failure in new StoreOptionsValidator().Validate(section.Path, options).Failures ?? [])
            {
                faults.Add(new ConfigFault(section.Path, failure));
            }

            return options;
        }
        catch (InvalidOperationException unbindable)
        {
            faults.Add(new ConfigFault(section.Path, unbindable.InnerException?.Message ?? unbindable.Message));
            return null;
        }
    }

    private static string? WithoutConnection(StoreOptions options, ICollection<ConfigFault> faults)
    {
        if (options.Connection is null)
        {
            return "";
        }

        faults.Add(new ConfigFault("Store:Connection", "is for postgres; SQLite has Store:Path. Set Store:Provider to postgres, or remove the connection."));
        return null;
    }

    private static string? Connection(StoreOptions options, Func<string, string?, ICollection<ConfigFault>, string?> readSecret, ICollection<ConfigFault> faults)
    {
        const string Path = "Store:Connection";
        const string Expected = "Expected: a reference (env:NAME or file:path) to Host=...;Database=...;Username=...;Password=...";
        if (options.Connection is not { Length: > 0 } reference)
        {
            faults.Add(new ConfigFault(Path, $"is missing. {Expected}"));
            return null;
        }

        if (!reference.StartsWith("env:", StringComparison.Ordinal) && !reference.StartsWith("file:", StringComparison.Ordinal))
        {
            // Whatever stands there may hold a password, so it is not repeated.
            faults.Add(new ConfigFault(Path, $"is no reference. {Expected}"));
            return null;
        }

        return readSecret(Path, reference, faults) switch
        {
            null => null,
            "" => "",
            var text => Checked(Path, text, Expected, faults),
        };
    }

    private static string? Checked(string path, string text, string expected, ICollection<ConfigFault> faults)
    {
        try
        {
            if (new NpgsqlConnectionStringBuilder(text) is { Host: not null, Database: not null })
            {
                return text;
            }

            faults.Add(new ConfigFault(path, $"names no host or no database. {expected}"));
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or FormatException or OverflowException or KeyNotFoundException)
        {
            // The reason may quote the text, and the text holds a password.
            faults.Add(new ConfigFault(path, $"is not a connection string. {expected}"));
        }

        return null;
    }
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace RetailSync.Plugins.Audit.Trail;

/// <summary>The files of a trail: <c>audit-20261123-000007.jsonl</c>, numbered through.</summary>
internal static partial class TrailFiles
{
    /// <summary>A folder's files in the order of their numbers.</summary>
    public static IReadOnlyList<(int Number, string Path)> Find(string folder) =>
    [
        .. from path in Directory.EnumerateFiles(folder)
           let name = Name().Match(Path.GetFileName(path))
           where name.Success
           let number = int.Parse(name.Groups["number"].Value, CultureInfo.InvariantCulture)
           orderby number
           select (number, path),
    ];

    /// <summary>The name of a new file.</summary>
    public static string NameOf(int number, DateTimeOffset day) => string.Create(CultureInfo.InvariantCulture, $"audit-{day.UtcDateTime:yyyyMMdd}-{number:D6}.jsonl");

    /// <summary>How files are opened for writing: others may read them, and on Unix only the owner and its group.</summary>
    public static FileStreamOptions Writing(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        }

        return options;
    }

    [GeneratedRegex(@"^audit-[0-9]{8}-(?<number>[0-9]{6})\.jsonl$", RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}

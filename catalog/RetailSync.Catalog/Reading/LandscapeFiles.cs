using System.Text;
using RetailSync.Gateway;

namespace RetailSync.Catalog;

/// <summary>The files of a landscape folder, as they were at one moment. Immutable.</summary>
internal sealed class LandscapeFiles
{
    private LandscapeFiles(IReadOnlyList<(string Path, ReadOnlyMemory<byte> Content)> all) => All = all;

    /// <summary>Every file with its content, by name.</summary>
    public IReadOnlyList<(string Path, ReadOnlyMemory<byte> Content)> All { get; }

    /// <summary>Reads every <c>*.yaml</c> and <c>*.yml</c> of the folder itself; folders below it are left alone.</summary>
    public static LandscapeFiles Load(string folder, ICollection<ConfigFault> faults)
    {
        if (!Directory.Exists(folder))
        {
            faults.Add(new ConfigFault(folder, "The landscape folder does not exist. It holds the files that list teams, systems, APIs and consumers."));
            return new LandscapeFiles([]);
        }

        var files = new List<(string Path, ReadOnlyMemory<byte> Content)>();
        foreach (var path in Directory.EnumerateFiles(folder).Where(IsLandscapeFile).Order(StringComparer.Ordinal))
        {
            try
            {
                files.Add((path, File.ReadAllBytes(path)));
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                faults.Add(new ConfigFault(path, $"The file could not be read: {fault.Message}"));
            }
        }

        if (files.Count == 0 && faults.Count == 0)
        {
            faults.Add(new ConfigFault(folder, "The landscape folder holds no *.yaml file."));
        }

        return new LandscapeFiles(files);
    }

    /// <summary>The files' texts, without byte order marks.</summary>
    public IEnumerable<(string Path, string Text)> Texts() => All.Select(file => (file.Path, TextOf(file.Content.Span)));

    /// <summary>The same files with one text replaced or added.</summary>
    public LandscapeFiles With(string path, string text)
    {
        ReadOnlyMemory<byte> content = Encoding.UTF8.GetBytes(text);
        return new([.. All.Where(file => file.Path != path).Append((Path: path, content)).OrderBy(file => file.Path, StringComparer.Ordinal)]);
    }

    private static string TextOf(ReadOnlySpan<byte> content) =>
        Encoding.UTF8.GetString(content.StartsWith(Encoding.UTF8.Preamble) ? content[Encoding.UTF8.Preamble.Length..] : content);

    private static bool IsLandscapeFile(string path) => Path.GetExtension(path) is ".yaml" or ".yml";
}

using System.Text.Json;

namespace RetailSync.Plugins.Audit.Trail;

/// <summary>How far a trail had been written, kept beside it in <c>head.json</c>. Immutable.</summary>
/// <param name="Sequence">The number of the last record.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="File">The file's name that it stands in.</param>
internal sealed record TrailHead(long Sequence, string Hash, string File)
{
    private const string Name = "head.json";

    /// <summary>Reads a folder's head; null when there is none that can be read.</summary>
    public static TrailHead? Read(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize<TrailHead>(System.IO.File.ReadAllBytes(Path.Combine(folder, Name)), JsonSerializerOptions.Web);
        }
        catch (Exception unreadable) when (unreadable is FileNotFoundException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes it whole, or leaves the one that was there.</summary>
    public void Write(string folder)
    {
        var draft = Path.Combine(folder, $"{Name}.new");
        using (var file = new FileStream(draft, TrailFiles.Writing(FileMode.Create)))
        {
            file.Write(JsonSerializer.SerializeToUtf8Bytes(this, JsonSerializerOptions.Web));
            file.Flush(flushToDisk: true);
        }

        System.IO.File.Move(draft, Path.Combine(folder, Name), overwrite: true);
    }
}

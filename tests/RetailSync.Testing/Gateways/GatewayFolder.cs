namespace RetailSync.Testing;

/// <summary>A temporary folder with the files of a gateway, for those that run as a process of their own. Disposing it removes it.</summary>
public sealed class GatewayFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("retailsync-");
    private readonly Dictionary<string, string> _values;

    /// <summary>Writes the files.</summary>
    /// <param name="yarpJson">The configuration.</param>
    /// <param name="values">What stands for the placeholders: <c>upstream</c> for <c>{{upstream}}</c>.</param>
    /// <param name="landscape">The landscape file; default <see cref="GatewayTexts.Landscape"/>.</param>
    public GatewayFolder(string yarpJson, Dictionary<string, string> values, string? landscape = null)
    {
        _values = values;
        Write("yarp.json", yarpJson);
        Write("catalog/landscape/landscape.yaml", landscape ?? GatewayTexts.Landscape);
        Write("contracts/crm/customers.v1.openapi.yaml", GatewayTexts.CrmContract);
    }

    /// <summary>Its path.</summary>
    public string Path => _folder.FullName;

    /// <summary>Writes a file under another name and moves it, so that nobody reads half of it.</summary>
    public void Write(string path, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (var (name, value) in _values)
        {
            text = text.Replace($"{{{{{name}}}}}", value, StringComparison.Ordinal);
        }

        var file = System.IO.Path.Combine(Path, path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        var draft = System.IO.Path.Combine(Path, "draft");
        File.WriteAllText(draft, text);
        File.Move(draft, file, overwrite: true);
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);
}

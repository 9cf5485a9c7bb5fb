using System.Xml.Linq;
using RetailSync.Architecture.Reading;

namespace RetailSync.Architecture.Projects;

/// <summary>A project file as far as the rules look into it.</summary>
internal sealed record Project(string Path, string Name, IReadOnlyList<string> References)
{
    /// <summary>Reads a project file. References are named by their file's name without the ending.</summary>
    public static Project Parse(TextFile file) => new(
        file.Path,
        file.Name.Replace(".csproj", "", StringComparison.Ordinal),
        [.. from element in XDocument.Parse(file.Text).Descendants()
            where element.Name.LocalName is "ProjectReference" or "Reference"
            select NameOf((string?)element.Attribute("Include") ?? "")]);

    private static string NameOf(string include)
    {
        var name = include.Replace('\\', '/');
        name = name[(name.LastIndexOf('/') + 1)..];
        return name.EndsWith(".csproj", StringComparison.Ordinal) || name.EndsWith(".dll", StringComparison.Ordinal) ? System.IO.Path.GetFileNameWithoutExtension(name) : name;
    }
}

using System.Text.RegularExpressions;
using System.Xml.Linq;
using RetailSync.Architecture.Reading;

namespace RetailSync.Architecture.Projects;

/// <summary>Where package versions stand, and that each package was decided on.</summary>
internal static class PackageRules
{
    private const string Central = "Directory.Packages.props";

    /// <summary>Versions that stand anywhere but in the central file.</summary>
    public static IEnumerable<string> VersionsElsewhere(IEnumerable<TextFile> msbuildFiles) =>
        from file in msbuildFiles
        where file.Path != Central
        from element in XDocument.Parse(file.Text).Descendants()
        where element.Name.LocalName is "PackageReference" or "PackageVersion" or "GlobalPackageReference"
        where element.Name.LocalName == "PackageVersion" || HasVersion(element)
        select $"{file.Path}: {element.Name.LocalName} {(string?)element.Attribute("Include")} states a version. Versions stand in {Central} only.";

    /// <summary>Packages of the central file that no decision names.</summary>
    public static IEnumerable<string> Undecided(TextFile central, IReadOnlyList<TextFile> decisions) =>
        from element in XDocument.Parse(central.Text).Descendants("PackageVersion")
        let package = (string?)element.Attribute("Include") ?? ""
        where !decisions.Any(page => Names(page.Text, package))
        select $"{Central}: {package} has no line in docs/decisions. Say there why it and not another.";

    private static bool HasVersion(XElement element) =>
        element.Attribute("Version") is not null
        || element.Attribute("VersionOverride") is not null
        || element.Elements().Any(child => child.Name.LocalName is "Version" or "VersionOverride");

    // "Grpc.Tools" must not be found inside "Grpc.Tools.Extra" or "My.Grpc.Tools"; a full stop after it ends a sentence.
    private static bool Names(string text, string package) =>
        Regex.IsMatch(text, $@"(?<![\w.-]){Regex.Escape(package)}(?![\w-]|\.\w)", RegexOptions.IgnoreCase);
}

using RetailSync.Architecture.Reading;

namespace RetailSync.Architecture.Sources;

/// <summary>How long files and methods may be.</summary>
internal static class SizeRules
{
    public const int FileWarning = 250;
    public const int FileLimit = 400;
    public const int MethodLimit = 80;
    public const int ProgramLimit = 60;

    /// <summary>Files that should be split soon.</summary>
    public static IEnumerable<string> LongFiles(IEnumerable<TextFile> sources) => Over(sources, FileWarning);

    /// <summary>Files that are too long.</summary>
    public static IEnumerable<string> TooLongFiles(IEnumerable<TextFile> sources) => Over(sources, FileLimit);

    /// <summary>The program's entry, which only says what there is.</summary>
    public static IEnumerable<string> TooLongPrograms(IEnumerable<TextFile> sources) =>
        Over(sources.Where(file => file.Name == "Program.cs"), ProgramLimit);

    /// <summary>Methods that are too long.</summary>
    public static IEnumerable<string> TooLongMethods(IEnumerable<TextFile> sources) =>
        from file in sources
        from method in MethodMeasurer.Measure(file.Text)
        where method.Lines >= MethodLimit
        select $"{file.Path}:{method.Line}: {method.Name} has {method.Lines} lines; fewer than {MethodLimit} are allowed. Take a step out and give it a name.";

    private static IEnumerable<string> Over(IEnumerable<TextFile> sources, int limit) =>
        from file in sources
        where file.Lines.Length >= limit
        select $"{file.Path}: {file.Lines.Length} lines; fewer than {limit} are wanted. Split it by topic.";
}

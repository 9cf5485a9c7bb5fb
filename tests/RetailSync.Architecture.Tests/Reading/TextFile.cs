namespace RetailSync.Architecture.Reading;

/// <summary>A file of the repository: its path from the root, with forward slashes, and its text.</summary>
internal sealed record TextFile(string Path, string Text)
{
    /// <summary>The lines, without their ends.</summary>
    public string[] Lines => Text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    /// <summary>The name without the folders.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>The number, from 1, of the line that holds a position.</summary>
    public int LineAt(int position) => Text.AsSpan(0, position).Count('\n') + 1;

    /// <summary>A fault at a position, as <c>path:line: message</c>.</summary>
    public string At(int position, string message) => $"{Path}:{LineAt(position)}: {message}";
}

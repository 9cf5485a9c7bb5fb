namespace RetailSync.Architecture.Reading;

/// <summary>A method, constructor, operator or property with a body, the line that it starts on and how many lines it takes.</summary>
internal sealed record MethodLength(string Name, int Line, int Lines);

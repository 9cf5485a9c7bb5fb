namespace RetailSync.Plugins.Audit.Trail;

/// <summary>A place where a trail does not hold. Immutable.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Line">The line, from 1; 0 when it is about the whole file or folder.</param>
/// <param name="Message">What is wrong.</param>
public sealed record TrailFault(string File, int Line, string Message);

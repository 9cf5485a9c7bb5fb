namespace RetailSync.Sandbox;

/// <summary>The paths that every system has beside its own API.</summary>
internal static class SystemPaths
{
    /// <summary>Answers 200 while the system runs; takes no credential.</summary>
    public const string Health = "/health";

    /// <summary>The sandbox's own controls; they take no credential and no faults.</summary>
    public const string Control = "/_sandbox";

    /// <summary>Whether the path is one of the sandbox's own controls.</summary>
    public static bool IsControl(PathString path) => path.StartsWithSegments(Control, StringComparison.Ordinal);
}

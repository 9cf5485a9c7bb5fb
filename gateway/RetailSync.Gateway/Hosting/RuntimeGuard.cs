namespace RetailSync.Gateway.Hosting;

/// <summary>Refuses to run on a runtime with known holes in request framing.</summary>
internal static class RuntimeGuard
{
    // Kestrel before 10.0.0 read some chunk extensions differently from the servers behind it (CVE-2025-55315).
    private static readonly Version Oldest = new(10, 0, 0);

    /// <summary>Throws on an older runtime.</summary>
    /// <exception cref="PlatformNotSupportedException">The runtime is older than 10.0.0.</exception>
    public static void Check() => Check(Environment.Version);

    /// <summary>Throws when <paramref name="version"/> is too old.</summary>
    internal static void Check(Version version)
    {
        if (version < Oldest)
        {
            throw new PlatformNotSupportedException($"The gateway needs .NET {Oldest} or newer, for the fix of CVE-2025-55315; this is {version}.");
        }
    }
}

namespace RetailSync.Sandbox;

/// <summary>How the sandbox runs.</summary>
public sealed class SandboxOptions
{
    /// <summary>The folder with the contracts, one folder per system. Read by the systems that serve straight from their contract.</summary>
    public required string ContractsFolder { get; init; }

    /// <summary>The folder with the landscape's YAML files, whose consumers are the token server's clients. May be missing: then there are no clients.</summary>
    public required string LandscapeFolder { get; init; }

    /// <summary>The folder for what outlives the program; the sandbox writes below <c>sandbox/</c> in it only.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The token server's port on loopback. Default 9100.</summary>
    public int TokenPort { get; init; } = 9100;

    /// <summary>The first system's port on loopback; the others follow, and pricing's gRPC service is 25 above it. Default 9101.</summary>
    public int FirstSystemPort { get; init; } = 9101;

    /// <summary>Whether every port is chosen by the operating system, as tests want it. Default false.</summary>
    public bool AnyPort { get; init; }

    /// <summary>Where logs go; the caller keeps it. Default: the console, warnings and worse.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>The clock of every system, its faults and its tokens. Default: the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

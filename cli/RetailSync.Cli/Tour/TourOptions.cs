namespace RetailSync.Cli.Tour;

/// <summary>How to give the tour. Immutable.</summary>
internal sealed record TourOptions
{
    /// <summary>Where a gateway is looked for when no address was given.</summary>
    public Uri DefaultGateway { get; init; } = new("http://127.0.0.1:8080/");

    /// <summary>The gateway's address; null: the default one, or else a gateway of the tour's own.</summary>
    public Uri? Gateway { get; init; }

    /// <summary>The token server; default <c>http://localhost:9100/</c>.</summary>
    public Uri Tokens { get; init; } = new("http://localhost:9100/");

    /// <summary>The port of the first simulated system, crm; default 9101.</summary>
    public int FirstSystemPort { get; init; } = 9101;

    /// <summary>The configuration for a gateway of the tour's own; null: the nearest <c>yarp.json</c>.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>Whether to answer as JSON. Default false.</summary>
    public bool Json { get; init; }

    /// <summary>Whether to write without colours. Default false.</summary>
    public bool NoColor { get; init; }

    /// <summary>Whether to wait for a key between chapters. Default false.</summary>
    public bool Pause { get; init; }

    /// <summary>A file for a picture of what was printed; null for none.</summary>
    public string? SvgFile { get; init; }

    /// <summary>How long a gateway that is not ready yet is awaited; default 30 seconds.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);
}

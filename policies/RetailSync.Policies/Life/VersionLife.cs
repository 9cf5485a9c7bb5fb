using System.Globalization;
using Microsoft.Extensions.Primitives;
using RetailSync.Gateway;

namespace RetailSync.Policies.Life;

/// <summary>What is told about one API version that nears its end or has reached it, worked out once. Immutable.</summary>
internal sealed class VersionLife
{
    public VersionLife(ApiVersion version)
    {
        Version = version;
        Deprecation = version.DeprecatedAt is { } since ? $"@{since.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}" : default;
        Sunset = version.SunsetAt is { } end ? end.ToString("R", CultureInfo.InvariantCulture) : default;
        var guide = version.MigrationGuide is { } page ? $"<{page.AbsoluteUri}>; rel=\"deprecation\"; type=\"text/html\"" : null;
        var successor = SuccessorPath(version) is { } path ? $"<{path}>; rel=\"successor-version\"" : null;
        Links = (guide, successor) switch
        {
            ({ }, { }) => new StringValues([guide, successor]),
            ({ }, null) => guide,
            (null, { }) => successor,
            _ => default,
        };
        Retired = new Problem(ProblemTypes.VersionRetired, $"Version {version.Number} of {version.ApiId} is not answered any more.{Advice(version)}")
        {
            Reason = version.Stage is LifeStage.Retired ? "The landscape says that it is retired." : "Its sunset has passed.",
        };
    }

    public ApiVersion Version { get; }

    public StringValues Deprecation { get; }

    public StringValues Sunset { get; }

    public StringValues Links { get; }

    public Problem Retired { get; }

    public Problem InBrownout(Brownout window, DateTimeOffset now)
    {
        // Rounded up: a client that waits so long must be answered.
        var seconds = (long)Math.Ceiling((window.To - now).TotalSeconds);
        return new Problem(ProblemTypes.VersionBrownout, $"Version {Version.Number} of {Version.ApiId} is switched off until {window.To.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}.{Advice(Version)}")
            .With("Retry-After", seconds.ToString(CultureInfo.InvariantCulture));
    }

    private static string Advice(ApiVersion version) => SuccessorPath(version) is { } path ? $" Use {path}." : "";

    private static string? SuccessorPath(ApiVersion version) => version.Successor is { } number
        ? string.Create(CultureInfo.InvariantCulture, $"{version.PathPrefix.AsSpan(0, version.PathPrefix.LastIndexOf("/v", StringComparison.Ordinal))}/v{number}")
        : null;
}

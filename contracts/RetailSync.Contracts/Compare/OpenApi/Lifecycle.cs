using System.Globalization;

namespace RetailSync.Contracts.Compare.OpenApi;

/// <summary>Deprecation, sunset and stability: <c>deprecated</c>, <c>x-sunset</c> and <c>x-stability-level</c>.</summary>
internal static class Lifecycle
{
    private static readonly string[] Levels = ["draft", "alpha", "beta", "stable"];

    /// <summary>How stable something is, from 0 (draft) to 3 (stable, also when nothing is said); -1 when the level is not known.</summary>
    public static int Stability(Spot? spot) => spot?.Node["x-stability-level"] is { } level ? Array.IndexOf(Levels, level.Text) : 3;

    /// <summary>Whether something is promised at all: drafts and alphas may change as they like.</summary>
    public static bool IsPromised(Spot? spot) => Stability(spot) is 2 or 3;

    /// <summary>Days that must lie between announcement and sunset.</summary>
    public static int Days(Spot? operation, ComparisonOptions options) => Stability(operation) switch { 3 => options.DeprecationDaysStable, 2 => options.DeprecationDaysBeta, _ => 0 };

    /// <summary>The day of the sunset; false when what is there is no date.</summary>
    public static bool TrySunset(Spot spot, out DateOnly? day)
    {
        day = null;
        if (spot.Node["x-sunset"] is not { } sunset)
        {
            return true;
        }

        if (DateOnly.TryParseExact(sunset.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            day = date;
        }
        else if (DateTimeOffset.TryParse(sunset.Text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) && sunset.Text.Contains('T', StringComparison.Ordinal))
        {
            day = DateOnly.FromDateTime(moment.UtcDateTime);
        }

        return day is not null;
    }

    /// <summary>What happened between two versions of something that can be deprecated; the name of the case, or null.</summary>
    public static string? Deprecation(Spot before, Spot after, int days, DateOnly today)
    {
        if (before.IsTrue("deprecated") == after.IsTrue("deprecated"))
        {
            return null;
        }

        if (!after.IsTrue("deprecated"))
        {
            return "reactivated";
        }

        if (!TrySunset(after, out var sunset))
        {
            return "sunset-invalid";
        }

        return sunset is not { } day ? days > 0 ? "sunset-missing" : "deprecated"
            : day.DayNumber - today.DayNumber < days ? "sunset-too-small" : "deprecated-with-sunset";
    }

    /// <summary>What happened to the sunset of something that stays deprecated; the name of the case, or null.</summary>
    public static string? SunsetChange(Spot before, Spot after, int days, DateOnly today)
    {
        if (!after.IsTrue("deprecated") || before.Node["x-sunset"] is not { } was)
        {
            return null;
        }

        if (after.Node["x-sunset"] is not { } sunset)
        {
            return "deleted";
        }

        if (sunset.Text == was.Text)
        {
            return null;
        }

        if (!TrySunset(after, out var day) || !TrySunset(before, out var earlier))
        {
            return "invalid";
        }

        return earlier > day && day!.Value.DayNumber - today.DayNumber < days ? "too-small" : null;
    }

    /// <summary>Tells what happened to a property.</summary>
    public static void CompareProperty(Spot before, Spot after, ComparisonOptions options, Func<string, string, bool> report)
    {
        switch (Deprecation(before, after, Days(after, options), options.Today))
        {
            case "reactivated":
                report("reactivated", "is no longer deprecated.");
                break;
            case "sunset-invalid":
                report("deprecated-sunset-invalid", "was deprecated with an 'x-sunset' that is no date; write it as 2026-12-31.");
                break;
            case "sunset-missing":
                report("deprecated-sunset-missing", "was deprecated without 'x-sunset', so nobody knows until when it stays.");
                break;
            case "sunset-too-small":
                report("sunset-date-too-small", $"was deprecated with a sunset in less than {Days(after, options)} days.");
                break;
            case "deprecated":
                report("deprecated", "was deprecated.");
                break;
            case "deprecated-with-sunset":
                report("deprecated-with-sunset", "was deprecated, with a sunset.");
                break;
            default:
                break;
        }

        var (was, @is) = (Stability(before), Stability(after));
        if (was >= 2 && @is >= 0 && was != @is)
        {
            report(@is < was ? "stability-decreased" : "stability-increased", $"went from {Levels[was]} to {Levels[@is]}.");
        }
    }
}

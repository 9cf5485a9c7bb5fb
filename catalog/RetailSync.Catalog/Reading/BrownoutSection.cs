using RetailSync.Contracts.Reading;
using RetailSync.Gateway;

namespace RetailSync.Catalog;

/// <summary>Reads the brown-out windows of a version.</summary>
internal static class BrownoutSection
{
    /// <summary>Reads the list; the windows come back in order of time.</summary>
    public static IReadOnlyList<Brownout> Read(MappingReader version, LifeStage? stage, DateTimeOffset? deprecated, DateTimeOffset? sunset)
    {
        var windows = new List<(MappingReader Fields, Brownout Window)>();
        foreach (var fields in version.MappingList("brownouts"))
        {
            if (ReadWindow(fields, deprecated, sunset) is { } window)
            {
                windows.Add((fields, window));
            }
        }

        if (windows.Count > 0 && stage is not (null or LifeStage.Deprecated))
        {
            version.Fault("brownouts", "Only a deprecated version has brown-out windows.");
        }

        var ordered = windows.OrderBy(each => each.Window.From).ToArray();
        for (var i = 1; i < ordered.Length; i++)
        {
            if (ordered[i].Window.From < ordered[i - 1].Window.To)
            {
                ordered[i].Fields.Fault("from", $"This brown-out window begins before the one at {ordered[i - 1].Fields.Location} has ended. Join the two.");
            }
        }

        return [.. ordered.Select(each => each.Window)];
    }

    private static Brownout? ReadWindow(MappingReader fields, DateTimeOffset? deprecated, DateTimeOffset? sunset)
    {
        var from = fields.RequiredDate("from");
        var to = fields.RequiredDate("to");
        fields.RefuseUnknownKeys();
        if (from is null || to is null)
        {
            return null;
        }

        if (to <= from)
        {
            fields.Fault("to", $"The window ends at {to:u}, which is not after its beginning {from:u}.");
            return null;
        }

        if (from < deprecated)
        {
            fields.Fault("from", $"The window begins before the version is deprecated ({deprecated:u}), when nobody has been told yet.");
        }
        else if (to > sunset)
        {
            fields.Fault("to", $"The window ends after the sunset ({sunset:u}), from when on the version answers 410 anyway.");
        }

        return new Brownout(from.Value, to.Value);
    }
}

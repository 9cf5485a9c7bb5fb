using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Tests.Compare.Pairs;

/// <summary>Two versions of an OpenAPI description that differ in one thing.</summary>
/// <param name="Name">What tests call it: the id, with a number behind it when several pairs share it.</param>
/// <param name="Id">The change that must be reported, or <see cref="Harmless"/> or <see cref="Open"/>.</param>
/// <param name="IsKnownToOasdiff">Whether the oasdiff that the tests run against reports the id.</param>
/// <param name="IsOutOfReach">Whether oasdiff has the id but says something worse in its place, as is done here.</param>
/// <param name="Old">The old version, as JSON.</param>
/// <param name="New">The new version, as JSON.</param>
internal sealed record Pair(string Name, string Id, bool IsKnownToOasdiff, bool IsOutOfReach, string Old, string New)
{
    /// <summary>In place of an id: nothing that breaks, or may break, may be reported.</summary>
    public const string Harmless = "none";

    /// <summary>In place of an id: what is reported is only compared with what oasdiff reports.</summary>
    public const string Open = "any";

    /// <summary>Whether the pair is there for one id.</summary>
    public bool HasId => Id is not (Harmless or Open);

    public SourceDocument ReadOld() => Read("old.json", Old);

    public SourceDocument ReadNew() => Read("new.json", New);

    /// <summary>The pair read the other way round, for which no id is promised.</summary>
    public Pair Reversed() => new($"{Name}, reversed", Open, true, false, New, Old);

    private static SourceDocument Read(string name, string json)
    {
        var (document, faults) = Documents.Read(name, json);
        Assert.Empty(faults);
        return document!;
    }
}

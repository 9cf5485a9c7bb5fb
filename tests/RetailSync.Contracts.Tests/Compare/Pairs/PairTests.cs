using RetailSync.Contracts.Compare;

namespace RetailSync.Contracts.Tests.Compare.Pairs;

/// <summary>Every pair, without the other tool: the id it is there for is reported, and a document differs in nothing from itself.</summary>
public sealed class PairTests
{
    private static readonly ComparisonOptions Today = new() { Today = new DateOnly(2026, 11, 24) };

    public static TheoryData<string> Names => [.. PairTable.All.Select(pair => pair.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Compare_Pair_ReportsItsId(string name)
    {
        var pair = PairTable.Find(name);

        var found = OpenApiComparison.Compare(pair.ReadOld(), pair.ReadNew(), Today);

        Assert.Empty(found.Undecided);
        if (pair.Id == Pair.Harmless)
        {
            Assert.DoesNotContain(found.Changes, change => change.Level != ChangeLevel.Info);
        }
        else if (pair.HasId && !pair.IsOutOfReach)
        {
            Assert.Contains(pair.Id, found.Changes.Select(change => change.Id));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Compare_WithItself_FindsNothing(string name)
    {
        var pair = PairTable.Find(name);

        var old = OpenApiComparison.Compare(pair.ReadOld(), pair.ReadOld(), Today);
        var @new = OpenApiComparison.Compare(pair.ReadNew(), pair.ReadNew(), Today);

        Assert.Empty(old.Changes);
        Assert.Empty(@new.Changes);
    }
}

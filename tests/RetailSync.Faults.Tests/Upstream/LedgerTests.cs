namespace RetailSync.Faults.Upstream;

public sealed class LedgerTests
{
    [Fact]
    public void Apply_SameOperationHonoured_ChangesOnce()
    {
        var ledger = new Ledger();

        var first = ledger.Apply("k", "a", "op-1", honoursKeys: true, ifMatch: null);
        var second = ledger.Apply("k", "a", "op-1", honoursKeys: true, ifMatch: null);

        Assert.Equal(first, second);
        Assert.Equal([new LedgerEntry(1, "k", "a", "op-1")], ledger.All());
    }

    [Fact]
    public void Apply_SameOperationNotHonoured_ChangesTwice()
    {
        var ledger = new Ledger();

        ledger.Apply("k", "a", "op-1", honoursKeys: false, ifMatch: null);
        ledger.Apply("k", "a", "op-1", honoursKeys: false, ifMatch: null);

        Assert.Equal([1, 2], ledger.All().Select(entry => entry.Sequence));
    }

    [Fact]
    public void Apply_OtherVersion_ChangesNothing()
    {
        var ledger = new Ledger();
        var made = ledger.Apply("k", "a", "", honoursKeys: false, ifMatch: null);

        var late = ledger.Apply("k", "b", "", honoursKeys: false, ifMatch: "\"v0\"");
        var timely = ledger.Apply("k", "c", "", honoursKeys: false, ifMatch: made.Tag);

        Assert.Equal((412, 200), (late.Status, timely.Status));
        Assert.Equal(["a", "c"], ledger.All().Select(entry => entry.Change));
    }

    [Fact]
    public void Apply_NoKey_MakesOne()
    {
        var ledger = new Ledger();

        var made = ledger.Apply(null, "a", "op-1", honoursKeys: true, ifMatch: null);

        Assert.Equal((201, "N-0000001"), (made.Status, made.Id));
        Assert.Equal(made.Id, ledger.FindChange("a")!.Id);
        Assert.Equal("a", ledger.Find(made.Id)!.Change);
    }
}

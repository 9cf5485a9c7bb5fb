using RetailSync.Events.Delivery.Dispatch;

namespace RetailSync.Events.Tests.Delivery.Dispatch;

public class SendShareTests
{
    [Fact]
    public void TryEnter_AllWantMore_SharesByWeight()
    {
        var share = new SendShare(28);
        var members = new[] { 8, 5, 1 }.Select(weight => share.Join(weight, () => { })).ToArray();

        var granted = Play(members, rounds: 2_800);

        Assert.Equal([1_600, 1_000, 200], granted.Select(count => (int)Math.Round(count / 50.0) * 50));
    }

    [Fact]
    public void TryEnter_OneSlotAndAHeavyNeighbour_IsNotStarved()
    {
        var share = new SendShare(1);
        var members = new[] { 1_000, 1 }.Select(weight => share.Join(weight, () => { })).ToArray();

        var granted = Play(members, rounds: 5_005);

        Assert.InRange(granted[1], 4, 6);
    }

    [Fact]
    public void TryEnter_SlowNeighbourHoldsWhatItCan_LeavesAQuarter()
    {
        var share = new SendShare(8);
        using var slow = share.Join(1, () => { });
        using var money = share.Join(8, () => { });

        var held = Enumerable.Range(0, 20).Count(_ => slow.TryEnter());

        Assert.Equal(6, held);
        Assert.True(money.TryEnter());
    }

    [Fact]
    public void Leave_SomebodyWaits_WakesIt()
    {
        var woken = 0;
        var share = new SendShare(1);
        using var first = share.Join(1, () => { });
        using var second = share.Join(1, () => woken++);
        first.TryEnter();
        second.TryEnter();

        first.Leave();

        Assert.Equal(1, woken);
        Assert.True(second.TryEnter());
    }

    // Each round the slot that was given first is given back, and everybody asks for it in the least favourable order.
    private static int[] Play(SendShare.Member[] members, int rounds)
    {
        var granted = new int[members.Length];
        var held = new Queue<int>();
        for (var round = 0; round < rounds; round++)
        {
            bool any;
            do
            {
                any = false;
                for (var i = 0; i < members.Length; i++)
                {
                    if (members[i].TryEnter())
                    {
                        any = true;
                        granted[i]++;
                        held.Enqueue(i);
                    }
                }
            }
            while (any);

            members[held.Dequeue()].Leave();
        }

        return granted;
    }
}

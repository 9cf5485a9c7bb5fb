using RetailSync.Gateway;
using RetailSync.Policies.Admit;

namespace RetailSync.Policies.Tests.Admit;

/// <summary>What the estimate does before simulated systems. The clock jumps, the arrivals are drawn from a fixed seed.</summary>
public sealed class ConcurrencyTests
{
    public static TheoryData<int, double, double> Systems() => new()
    {
        { 4, 100, 0 }, { 4, 100, 0.3 }, { 8, 20, 0 }, { 8, 20, 0.3 }, { 8, 20, 1 }, { 16, 5, 0.3 }, { 64, 20, 0.3 },
    };

    [Theory]
    [MemberData(nameof(Systems))]
    public void Limit_SaturatedByBulk_ConvergesNearTheSlots(int slots, double milliseconds, double spread)
    {
        var system = new SimulatedSystem(slots, milliseconds) { Spread = spread };
        system.Arrive(Priority.Critical, 0.15 * slots / milliseconds * 1_000);
        system.Run(5);
        system.Work(Priority.Bulk, slots * 8);
        system.Run(5);
        var limits = new List<double>();

        for (var i = 0; i < 200; i++)
        {
            system.Run(0.1);
            limits.Add(system.Gate.Limit);
        }

        Assert.InRange(limits.Order().ElementAt(100), slots * 0.6, slots * 1.7);
    }

    [Theory]
    [MemberData(nameof(Systems))]
    public void Payments_SaturatedByBulk_KeepTheirLatency(int slots, double milliseconds, double spread)
    {
        var system = new SimulatedSystem(slots, milliseconds) { Spread = spread };
        system.Arrive(Priority.Critical, 0.15 * slots / milliseconds * 1_000);
        system.Run(20);
        var alone = system.P(Priority.Critical, 0.95);
        system.Work(Priority.Bulk, slots * 8);
        system.Run(2);
        system.Forget();

        system.Run(30);

        Assert.InRange(system.P(Priority.Critical, 0.95), 0, alone * 1.5);
        Assert.InRange(system.Latencies[Priority.Bulk].Count, 30 * slots / milliseconds * 1_000 * 0.25, double.MaxValue);
        Assert.InRange(system.Shed[Priority.Bulk], 1, int.MaxValue);
    }

    [Fact]
    public void Shedding_LoadGoes_StopsWithinSeconds()
    {
        // Chance is part of it: many runs, each with its own. Of some 400 calls, four that meet by chance are more than half of eight slots.
        var shed = Enumerable.Range(0, 60).Select(ShedAfterLoad).Order().ToList();

        Assert.InRange(shed[30], 0, 6);
        Assert.InRange(shed[54], 0, 12);

        // One window that looks like a queue, and is none: rare, and soon over.
        Assert.InRange(shed[^1], 0, 60);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    public void Latency_SystemBecomesSlower_IsAdopted(double spread)
    {
        // Three times as slow, and still far from its limit: 60 calls in flight where 100 find a slot.
        var system = new SimulatedSystem(100, 20) { Spread = spread };
        system.Arrive(Priority.Normal, 1_000);
        system.Run(5);
        Assert.Empty(system.ShedAt);
        system.Milliseconds = 60;
        system.Run(5);
        system.Forget();

        system.Run(10);

        Assert.InRange(system.Gate.UnloadedLatency.TotalMilliseconds, 48, 72);
        Assert.InRange(system.Shed[Priority.Normal], 0, 100);
    }

    [Fact]
    public void Latency_SystemBecomesFaster_IsAdopted()
    {
        var system = new SimulatedSystem(8, 60) { Spread = 0.3 };
        system.Arrive(Priority.Critical, 20);
        system.Work(Priority.Bulk, 64);
        system.Run(10);
        system.Milliseconds = 20;

        system.Run(10);

        Assert.InRange(system.Gate.UnloadedLatency.TotalMilliseconds, 16, 25);
    }

    [Fact]
    public void Limit_SystemRecovers_GrowsWithinSeconds()
    {
        var system = new SimulatedSystem(100, 20) { Spread = 0.3 };
        system.Arrive(Priority.Normal, 1_000);
        system.Run(5);
        system.Slots = 10;
        system.Run(10);
        Assert.InRange(system.Gate.Limit, 4, 30);
        system.Slots = 100;
        system.Run(4);
        system.Forget();

        system.Run(10);

        Assert.InRange(system.Shed[Priority.Normal], 0, 200);
    }

    [Fact]
    public void Start_UnderNormalLoad_ShedsNothing()
    {
        var system = new SimulatedSystem(100, 20) { Spread = 0.3 };

        system.Arrive(Priority.Normal, 1_000);
        system.Run(10);

        Assert.Empty(system.ShedAt);
    }

    [Fact]
    public void Bulk_AloneForMinutes_IsNeverHeldBackToMeasure()
    {
        var system = new SimulatedSystem(8, 20);
        system.Work(Priority.Bulk, 64);
        system.Run(10);

        for (var i = 0; i < 120; i++)
        {
            system.Forget();
            system.Run(1);

            // Half of the slots' 400 a second is what it counts on; a window of measuring would show as a hole.
            Assert.InRange(system.Latencies[Priority.Bulk].Count, 80, 450);
        }
    }

    [Fact]
    public void Limit_EveryCallFails_DoesNotGrow()
    {
        var system = new SimulatedSystem(1_000, 20) { Fails = true };
        system.Arrive(Priority.Critical, 20);
        system.Work(Priority.Bulk, 200);

        system.Run(30);

        Assert.InRange(system.Gate.Limit, 1, 8);
        Assert.InRange(system.Shed[Priority.Bulk], 1, int.MaxValue);
    }

    [Fact]
    public void Limit_Fixed_IsWhatTheSettingSays()
    {
        var system = new SimulatedSystem(1_000, 20, new AdmitOptions { Limit = 10 });
        system.Work(Priority.Bulk, 50);

        var most = MostInFlight(system);

        Assert.Equal(5, most);
    }

    [Fact]
    public void Limit_MinimumAndMaximum_Bound()
    {
        var few = new SimulatedSystem(2, 20, new AdmitOptions { MinimumLimit = 20, MaximumLimit = 1_000 });
        var many = new SimulatedSystem(1_000, 20, new AdmitOptions { MaximumLimit = 6 });
        few.Work(Priority.Bulk, 50);
        many.Work(Priority.Bulk, 50);

        few.Run(10);
        many.Run(10);

        Assert.Equal((10, 3), (MostInFlight(few), MostInFlight(many)));
    }

    private static int MostInFlight(SimulatedSystem system)
    {
        var most = 0;
        for (var i = 0; i < 500; i++)
        {
            system.Run(0.01);
            most = Math.Max(most, system.Gate.Total);
        }

        return most;
    }

    private static int ShedAfterLoad(int seed)
    {
        var system = new SimulatedSystem(8, 20, seed: seed) { Spread = 0.3 };
        system.Arrive(Priority.Bulk, 20);
        system.Arrive(Priority.Critical, 60);
        var load = system.Work(Priority.Bulk, 64);
        system.Run(20);
        load.Stop();
        system.Run(2);
        system.Forget();

        system.Run(20);
        return system.ShedAt.Count;
    }
}

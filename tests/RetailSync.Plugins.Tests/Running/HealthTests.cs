using Microsoft.Extensions.Time.Testing;
using RetailSync.Gateway.Plugins;

namespace RetailSync.Plugins.Tests.Running;

public sealed class HealthTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Fault_AsManyAsAllowedInTheWindow_Quarantines()
    {
        var health = Health();

        Assert.Equal([false, false, true], [health.Fault("threw", "1"), health.Fault("threw", "2"), health.Fault("threw", "3")]);

        Assert.Equal((false, "quarantined", "3"), (health.IsRunning, health.Status, health.LastFault!.What));
    }

    [Fact]
    public void Fault_SpreadOverMoreThanTheWindow_DoesNot()
    {
        var health = Health();

        for (var i = 0; i < 20; i++)
        {
            Assert.False(health.Fault("threw", ""));
            _clock.Advance(TimeSpan.FromSeconds(31));
        }

        Assert.True(health.IsRunning);
    }

    [Fact]
    public void IsRunning_AfterTheCooldown_OneFaultEndsTheTrial()
    {
        var health = Quarantined();
        _clock.Advance(TimeSpan.FromSeconds(299));
        Assert.False(health.IsRunning);
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.True(health.IsRunning);
        Assert.True(health.Fault("hung", ""));
        Assert.False(health.IsRunning);
    }

    [Fact]
    public void Succeeded_OnTrial_EndsIt()
    {
        var health = Quarantined();
        _clock.Advance(TimeSpan.FromSeconds(300));
        Assert.True(health.IsRunning);

        health.Succeeded();

        Assert.False(health.Fault("threw", ""));
        Assert.True(health.IsRunning);
    }

    [Fact]
    public void IsRunning_CallsThatNeverEnded_AreNotTriedByThemselves()
    {
        var health = new PluginHealth(new QuarantineOptions { Faults = 1, CooldownSeconds = 10 }, _clock) { MayBeTried = () => false };
        health.Start();
        health.Fault("hung", "");
        _clock.Advance(TimeSpan.FromDays(1));

        Assert.False(health.IsRunning);
        Assert.True(health.Release());
        Assert.True(health.IsRunning);
    }

    [Fact]
    public void IsRunning_CooldownZero_WaitsForAnOperator()
    {
        var health = new PluginHealth(new QuarantineOptions { Faults = 1, CooldownSeconds = 0 }, _clock);
        health.Start();
        health.Fault("threw", "");
        _clock.Advance(TimeSpan.FromDays(30));

        Assert.Equal((false, null), (health.IsRunning, health.TriedAgainIn));
        Assert.True(health.Release());
    }

    [Fact]
    public void P99_KnownTimes_AreWithinAnEighth()
    {
        var cost = new PluginCost();
        for (var i = 1; i <= 1_000; i++)
        {
            cost.Called(TimeSpan.FromMicroseconds(i), 1);
        }

        Assert.InRange(cost.P99Microseconds(), 990, 1_115);
        Assert.Equal(500.5, cost.MeanMicroseconds);
    }

    private PluginHealth Health()
    {
        var health = new PluginHealth(new QuarantineOptions { Faults = 3 }, _clock);
        health.Start();
        return health;
    }

    private PluginHealth Quarantined()
    {
        var health = Health();
        for (var i = 0; i < 3; i++)
        {
            health.Fault("threw", "");
        }

        return health;
    }
}

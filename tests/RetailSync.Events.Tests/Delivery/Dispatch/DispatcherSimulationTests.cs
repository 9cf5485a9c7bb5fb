namespace RetailSync.Events.Tests.Delivery.Dispatch;

public class DispatcherSimulationTests
{
    private const int Seeds = 10_000;

    [Fact]
    public void Dispatcher_AnySeed_KeepsEveryPromise()
    {
        var broken = Enumerable.Range(1, Seeds).AsParallel().Select(seed => (Seed: seed, Violation: new Simulation(seed, SimulatedFault.None).Run())).FirstOrDefault(run => run.Violation is not null);

        Assert.True(broken.Violation is null, $"Seed {broken.Seed}: {broken.Violation}.");
    }

    [Fact]
    public void Simulation_SameSeed_IsTheSame()
    {
        var first = Enumerable.Range(1, 50).Select(seed => new Simulation(seed, SimulatedFault.NoKeyLanes).Run());
        var second = Enumerable.Range(1, 50).Select(seed => new Simulation(seed, SimulatedFault.NoKeyLanes).Run());

        Assert.Equal(first, second);
    }

    [Theory]
    [InlineData(SimulatedFault.NoKeyLanes)]
    [InlineData(SimulatedFault.CursorForgetsPending)]
    [InlineData(SimulatedFault.CursorForgetsSpilled)]
    [InlineData(SimulatedFault.CursorForgetsAttempts)]
    [InlineData(SimulatedFault.CursorStandsStill)]
    [InlineData(SimulatedFault.AcknowledgesBeforeTheAnswer)]
    [InlineData(SimulatedFault.LosesDeadLetters)]
    [InlineData(SimulatedFault.SendsPlaceholders)]
    [InlineData(SimulatedFault.SleepsThroughTimers)]
    public void Simulation_KnownMistake_IsCaught(SimulatedFault fault)
    {
        var caught = Enumerable.Range(1, 1_000).Any(seed => new Simulation(seed, fault).Run() is not null);

        Assert.True(caught, $"1,000 simulations did not notice {fault}.");
    }
}

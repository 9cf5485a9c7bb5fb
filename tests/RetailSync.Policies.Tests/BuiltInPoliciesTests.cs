using Microsoft.Extensions.DependencyInjection;
using RetailSync.Gateway;

namespace RetailSync.Policies.Tests;

public sealed class BuiltInPoliciesTests
{
    [Fact]
    public void AddBuiltInPolicies_Always_RegistersTheTable()
    {
        using var services = Built.Services().BuildServiceProvider();

        var registered = services.GetServices<PolicyRegistration>().Select(registration => registration.Descriptor);

        Assert.Equal(
            [
                new PolicyDescriptor("identify", RequestStage.Identify, null, PolicyUse.EveryProtectedRoute),
                new PolicyDescriptor("authorize", RequestStage.Authorize, null, PolicyUse.EveryProtectedRoute),
                new PolicyDescriptor("life", RequestStage.Life, null, PolicyUse.EveryRoute),
                new PolicyDescriptor("cache", RequestStage.Replay, ResponseStage.Judge, PolicyUse.WhenNamed),
                new PolicyDescriptor("cache-drop", RequestStage.Claim, null, PolicyUse.EveryRoute),
                new PolicyDescriptor("admit", RequestStage.Admit, ResponseStage.Judge, PolicyUse.WhenNamed),
                new PolicyDescriptor("rate-limit", RequestStage.Admit, null, PolicyUse.WhenNamed),
                new PolicyDescriptor("validate", RequestStage.Validate, null, PolicyUse.WhenNamed),
                new PolicyDescriptor("judge", null, ResponseStage.Judge, PolicyUse.WhenNamed),
                new PolicyDescriptor("idempotency", RequestStage.Replay, null, PolicyUse.WhenNamed),
                new PolicyDescriptor("lane", RequestStage.Order, ResponseStage.Commit, PolicyUse.WhenNamed),
                new PolicyDescriptor("journal", RequestStage.Claim, ResponseStage.Commit, PolicyUse.WhenNamed),
            ],
            registered);
    }

    [Theory]
    [InlineData("identify")]
    [InlineData("authorize")]
    [InlineData("life")]
    [InlineData("cache")]
    [InlineData("cache-drop")]
    [InlineData("admit")]
    [InlineData("rate-limit")]
    [InlineData("validate")]
    [InlineData("judge")]
    [InlineData("idempotency")]
    [InlineData("lane")]
    [InlineData("journal")]
    public void Build_UnknownKey_IsAFault(string id)
    {
        var faults = Built.Faults(id, ("Colour", "red"));

        var fault = Assert.Single(faults);
        Assert.Equal($"Policies:{id}", fault.Path);
        Assert.Contains("'Colour'", fault.Message, StringComparison.Ordinal);
    }
}

using System.Text;
using Microsoft.Extensions.DependencyInjection;
using RetailSync.Gateway;
using RetailSync.Testing;

namespace RetailSync.Policies.Tests.Judging;

/// <summary>Who may write whose fields. Field <c>A</c> belongs to <c>crm</c>, <c>B</c> to <c>ecommerce</c>, the caller's own system.</summary>
public sealed class OwnershipTests
{
    [Theory]
    [InlineData("{}", "enforce", null)]
    [InlineData("{b}", "enforce", null)]
    [InlineData("{a}", "enforce", "/fffffffffffffffd")]
    [InlineData("{ab}", "enforce", "/fffffffffffffffd")]
    [InlineData("{a}", "observe", null)]
    [InlineData("{a}", "off", null)]
    public async Task Body_WithFieldsOfAnotherSystem_IsRefusedWhereEnforced(string body, string mode, string? place)
    {
        await using var services = Built.Services().BuildServiceProvider();
        var policy = Built.Any(services, "validate", ("Rules:Ownership", mode));

        var verdict = await Assert.IsAssignableFrom<IReadsRequestBody>(policy).OnRequestBodyAsync(Exchange(body, Some.Caller()));

        Assert.Equal(place is null ? null : ProblemTypes.NotTheOwner, verdict.Refusal?.Type);
        Assert.Equal(place, verdict.Refusal?.Errors[0].InstanceLocation);
    }

    [Fact]
    public async Task Body_FromNobody_MayWriteNobodysFields()
    {
        await using var services = Built.Services().BuildServiceProvider();
        var policy = Assert.IsAssignableFrom<IReadsRequestBody>(Built.Any(services, "validate"));

        var verdict = await policy.OnRequestBodyAsync(Exchange("{b}", null));

        Assert.Equal(ProblemTypes.NotTheOwner, verdict.Refusal?.Type);
    }

    private static Exchange Exchange(string body, Caller? caller) =>
        Some.Exchange(operation: Some.Operation(method: "POST") with { Judge = new FakeJudge { Owners = ["crm", "ecommerce"] } }, caller: caller).WithBody(Encoding.UTF8.GetBytes(body));
}

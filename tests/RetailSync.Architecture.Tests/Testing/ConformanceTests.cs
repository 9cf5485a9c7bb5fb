using System.Collections.Concurrent;
using RetailSync.Testing;

namespace RetailSync.Architecture.Testing;

/// <summary>That the conformance suite passes a good policy, and that each of its tests fails for a policy with the fault it is about.</summary>
public sealed class ConformanceTests
{
    [Theory]
    [InlineData(Fault.None, "")]
    [InlineData(Fault.Refuses, "Policy_PassingExchange_GoesOn")]
    [InlineData(Fault.NeverRefuses, "Policy_RefusedExchange_GivesAProblem")]
    [InlineData(Fault.InventsAProblem, "Policy_RefusedExchange_GivesAProblem")]
    [InlineData(Fault.SplitsAHeader, "Policy_RefusedExchange_GivesAProblem")]
    [InlineData(Fault.RepeatsAMember, "Policy_RefusedExchange_GivesAProblem")]
    [InlineData(Fault.ThrowsWhenCancelled, "Policy_CancelledRequest_EndsQuickly")]
    [InlineData(Fault.ReadsTheBody, "Policy_WithoutReadsRequestBody_LeavesTheBodyAlone")]
    [InlineData(Fault.SwapsTheBody, "Policy_WithoutReadsRequestBody_LeavesTheBodyAlone")]
    [InlineData(Fault.SkipsUpgrades, "Policy_WebSocketUpgrade_IsJudgedLikeHttp")]
    [InlineData(Fault.LetsEveryTenthPass, "Policy_HundredInParallel_AreJudgedAlike")]
    [InlineData(Fault.Allocates, "Policy_PassingExchange_AllocatesLittle")]
    public async Task Suite_PolicyWithOneFault_FailsTheTestAboutIt(Fault fault, string expected)
    {
        var failed = new List<string>();
        foreach (var (name, test) in Tests)
        {
            await using var suite = Suite.Of(fault);
            if (await Record.ExceptionAsync(() => test(suite)) is not null)
            {
                failed.Add(name);
            }
        }

        Assert.Equal(expected.Length == 0, failed.Count == 0);
        Assert.True(expected.Length == 0 || failed.Contains(expected), $"Failed: {string.Join(", ", failed)}");
    }

    [Theory]
    [InlineData(typeof(GoodFields), 0)]
    [InlineData(typeof(MutableField), 1)]
    [InlineData(typeof(StaticCounter), 1)]
    [InlineData(typeof(MutableCollection), 1)]
    [InlineData(typeof(InheritsMutableField), 1)]
    public void Find_Fields_AreJudged(Type policy, int expected) => Assert.Equal(expected, PolicyState.Find(policy).Count);

    private static readonly Dictionary<string, Func<Suite, Task>> Tests = new()
    {
        ["Policy_PassingExchange_GoesOn"] = suite => suite.Policy_PassingExchange_GoesOn(),
        ["Policy_RefusedExchange_GivesAProblem"] = suite => suite.Policy_RefusedExchange_GivesAProblem(),
        ["Policy_CancelledRequest_EndsQuickly"] = suite => suite.Policy_CancelledRequest_EndsQuickly(),
        ["Policy_WithoutReadsRequestBody_LeavesTheBodyAlone"] = suite => suite.Policy_WithoutReadsRequestBody_LeavesTheBodyAlone(),
        ["Policy_WebSocketUpgrade_IsJudgedLikeHttp"] = suite => suite.Policy_WebSocketUpgrade_IsJudgedLikeHttp(),
        ["Policy_HundredInParallel_AreJudgedAlike"] = suite => suite.Policy_HundredInParallel_AreJudgedAlike(),
        ["Policy_PassingExchange_AllocatesLittle"] = suite => suite.Policy_PassingExchange_AllocatesLittle(),
    };

    private sealed class GoodFields(Fault fault)
    {
        private readonly int[] _table = [1];

        public bool Use() => fault == Fault.None && _table.Length > 0;
    }

    private class MutableField
    {
        public int Count { get; set; }
    }

    private sealed class InheritsMutableField : MutableField;

    private sealed class StaticCounter
    {
        private static int _count;

        public static int Next() => ++_count;
    }

    private sealed class MutableCollection
    {
        public readonly ConcurrentDictionary<string, int> Counts = new();
    }
}

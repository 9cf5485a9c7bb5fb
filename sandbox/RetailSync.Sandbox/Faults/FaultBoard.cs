using System.IO.Enumeration;

namespace RetailSync.Sandbox;

/// <summary>Holds a system's fault plan and draws from it for each call. Safe to call from many threads.</summary>
internal sealed class FaultBoard
{
    private readonly Lock _gate = new();
    private int _seed = 1;
    private List<Slot> _slots = [];

    /// <summary>The plan as it stands, with what remains of each rule; rules that are used up are gone.</summary>
    public FaultPlan Plan
    {
        get
        {
            lock (_gate)
            {
                return new FaultPlan { Seed = _seed, Rules = [.. _slots.Select(slot => slot.Rule)] };
            }
        }
    }

    /// <summary>Replaces the plan whole.</summary>
    public void Replace(FaultPlan plan)
    {
        lock (_gate)
        {
            _seed = plan.Seed;
            _slots = [.. plan.Rules.Select((rule, index) => new Slot(rule, new Random(HashCode(plan.Seed, index))))];
        }
    }

    /// <summary>Removes every rule.</summary>
    public void Clear() => Replace(new FaultPlan());

    /// <summary>The faults that befall this call, in the plan's order. A rule that says how many remain loses one.</summary>
    public IReadOnlyList<DrawnFault> Draw(string method, string path)
    {
        lock (_gate)
        {
            if (_slots.Count == 0)
            {
                return [];
            }

            var drawn = new List<DrawnFault>();
            foreach (var slot in _slots.Where(slot => slot.Matches(method, path)).ToList())
            {
                if (slot.Dice.NextDouble() < slot.Rule.Rate)
                {
                    drawn.Add(DrawnFault.From(slot.Rule, slot.Dice));
                    Use(slot);
                }
            }

            return drawn;
        }
    }

    private void Use(Slot slot)
    {
        if (slot.Rule.Remaining is { } remaining)
        {
            slot.Rule = slot.Rule with { Remaining = remaining - 1 };
            if (remaining == 1)
            {
                _slots.Remove(slot);
            }
        }
    }

    // Not System.HashCode: that one is seeded per process, and the dice must fall alike in every run.
    private static int HashCode(int seed, int index) => unchecked((seed * 486_187_739) + (index * 16_777_619));

    private sealed class Slot(FaultRule rule, Random dice)
    {
        public FaultRule Rule { get; set; } = rule;

        public Random Dice { get; } = dice;

        public bool Matches(string method, string path) =>
            (Rule.Method is null || Rule.Method.Equals(method, StringComparison.OrdinalIgnoreCase))
            && (Rule.Path is null || FileSystemName.MatchesSimpleExpression(Rule.Path, path, ignoreCase: false));
    }
}

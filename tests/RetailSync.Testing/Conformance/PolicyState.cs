using System.Collections.Concurrent;
using System.Reflection;

namespace RetailSync.Testing;

/// <summary>Finds state in a policy's fields: one instance is called from many threads and replaced on every change of settings, so it must keep none.</summary>
public static class PolicyState
{
    private static readonly HashSet<Type> Collections =
    [
        typeof(Dictionary<,>), typeof(List<>), typeof(HashSet<>), typeof(Queue<>), typeof(Stack<>), typeof(SortedDictionary<,>), typeof(SortedSet<>), typeof(LinkedList<>),
        typeof(ConcurrentDictionary<,>), typeof(ConcurrentQueue<>), typeof(ConcurrentStack<>), typeof(ConcurrentBag<>),
    ];

    /// <summary>Every field that can change, with what to do about it.</summary>
    public static IReadOnlyList<string> Find(Type policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var faults = new List<string>();
        for (var type = policy; type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (field is { IsInitOnly: false, IsLiteral: false } && !IsCapturedParameter(field))
                {
                    faults.Add($"{type.Name}.{field.Name} can change. Make it readonly; counters belong in a store.");
                }
                else if (field.FieldType.IsGenericType && Collections.Contains(field.FieldType.GetGenericTypeDefinition()))
                {
                    faults.Add($"{type.Name}.{field.Name} is a collection that can change. Use a frozen one; what changes belongs in a store.");
                }
            }
        }

        return faults;
    }

    // A primary constructor's parameter that is used later becomes a field named <name>P, which C# has no way to mark readonly.
    private static bool IsCapturedParameter(FieldInfo field) => field.Name.StartsWith('<') && field.Name.EndsWith(">P", StringComparison.Ordinal);
}

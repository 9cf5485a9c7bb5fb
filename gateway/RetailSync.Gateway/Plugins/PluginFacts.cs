using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace RetailSync.Gateway.Plugins;

/// <summary>Takes one plugin's facts in and keeps the latest of each kind. Safe to use from many threads.</summary>
internal sealed class PluginFacts(PluginManifest manifest, TimeProvider clock) : IFactSink
{
    private readonly FrozenSet<string> _declared = manifest.Facts.ToFrozenSet(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (long Count, DateTimeOffset At, Fact Latest)> _facts = new(StringComparer.Ordinal);

    /// <summary>How many facts of each kind there were, and the latest.</summary>
    public IEnumerable<(string Kind, long Count, DateTimeOffset At, Fact Latest)> All => _facts.OrderBy(fact => fact.Key, StringComparer.Ordinal).Select(fact => (fact.Key, fact.Value.Count, fact.Value.At, fact.Value.Latest));

    /// <inheritdoc/>
    public void Emit(Fact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);

        // A type of the plugin's own would run its code wherever the fact is read, and hold its assembly in memory.
        if (fact.GetType().Assembly != typeof(Fact).Assembly || !_declared.Contains(fact.Kind))
        {
            throw new UndeclaredNeedException($"the fact '{fact.Kind}'");
        }

        var at = clock.GetUtcNow();
        _facts.AddOrUpdate(fact.Kind, static (_, now) => (1, now.At, now.Fact), static (_, before, now) => (before.Count + 1, now.At, now.Fact), (At: at, Fact: fact));
    }
}

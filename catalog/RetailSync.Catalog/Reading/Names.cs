using RetailSync.Gateway;

namespace RetailSync.Catalog;

/// <summary>The names of one kind that were defined so far, and where.</summary>
internal sealed class Names(string kind, ICollection<ConfigFault> faults)
{
    private readonly Dictionary<string, string> _places = new(StringComparer.Ordinal);

    /// <summary>Every name, in the order of definition.</summary>
    public IEnumerable<string> All => _places.Keys;

    /// <summary>Defines a name; false when it is taken, which is reported.</summary>
    public bool Define(string name, string where)
    {
        if (_places.TryAdd(name, where))
        {
            return true;
        }

        faults.Add(new ConfigFault(where, $"The {kind} '{name}' is defined already, at {_places[name]}. Each may be defined once."));
        return false;
    }

    /// <summary>Reports a reference to a name that nobody defines.</summary>
    public void Refer(string? name, string where)
    {
        if (name is not null && !_places.ContainsKey(name))
        {
            var known = _places.Count == 0 ? "None is defined." : $"Known: {string.Join(", ", _places.Keys)}.";
            faults.Add(new ConfigFault(where, $"No {kind} is named '{name}'. {known}"));
        }
    }
}

namespace RetailSync.Contracts;

/// <summary>
/// Keeps contracts of one kind from one reading of a folder to the next, so that a file with unchanged content gives the same object. Safe to use from many threads.
/// </summary>
/// <remarks>A contract that 16 readings in a row did not meet is forgotten: an edit that is taken back soon finds the contract that was there before.</remarks>
public sealed class ContractCache
{
    private const int KeptFor = 16;

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Name, string Hash), Entry> _entries = [];
    private int _reading;

    internal TContract? Find<TContract>(string name, string hash)
        where TContract : class
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue((name, hash), out var entry))
            {
                return null;
            }

            entry.LastMet = _reading;
            return entry.Contract as TContract;
        }
    }

    internal void Keep(string name, string hash, object contract)
    {
        lock (_gate)
        {
            _entries[(name, hash)] = new Entry(contract) { LastMet = _reading };
        }
    }

    internal void EndReading()
    {
        lock (_gate)
        {
            var forgotten = _entries.Where(pair => _reading - pair.Value.LastMet >= KeptFor).Select(pair => pair.Key).ToList();
            forgotten.ForEach(key => _entries.Remove(key));
            _reading++;
        }
    }

    private sealed class Entry(object contract)
    {
        public object Contract => contract;

        public int LastMet { get; set; }
    }
}

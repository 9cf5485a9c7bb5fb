namespace RetailSync.Contracts.Schemas;

/// <summary>The systems that own fields of a bundle's schemas, each with a number from 1 on. Filled while schemas are compiled, then only read.</summary>
internal sealed class OwnerList
{
    /// <summary>How many owners a bundle can have: a bit each.</summary>
    public const int Most = 64;

    private readonly List<string> _names = [];

    /// <summary>The names; the first has number 1.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The bit of an owner; none for number 0.</summary>
    public static ulong Bit(int number) => number == 0 ? 0 : 1UL << (number - 1);

    /// <summary>The number of an owner, who is taken in when not known yet. False: there is no room.</summary>
    public bool TryNumber(string name, out int number)
    {
        number = _names.IndexOf(name) + 1;
        if (number == 0 && _names.Count < Most)
        {
            _names.Add(name);
            number = _names.Count;
        }

        return number > 0;
    }
}

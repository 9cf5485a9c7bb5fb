using System.Text;

namespace RetailSync.Gateway.Masking;

/// <summary>The places in one text that are hidden. Allocates nothing until there is one.</summary>
internal ref struct Finds
{
    private List<(int Start, int End, string Mark)>? _places;

    /// <summary>Hides a place.</summary>
    public void Add(int start, int length, string mark)
    {
        if (length > 0)
        {
            (_places ??= []).Add((start, start + length, mark));
        }
    }

    /// <summary>The text with every place replaced by its mark; the same object when there is none.</summary>
    public readonly string Apply(string text)
    {
        if (_places is null)
        {
            return text;
        }

        _places.Sort(static (one, other) => one.Start != other.Start ? one.Start.CompareTo(other.Start) : other.End.CompareTo(one.End));
        var masked = new StringBuilder(text.Length);
        var done = 0;
        var hidden = 0;
        foreach (var (start, end, mark) in _places)
        {
            if (start >= hidden)
            {
                masked.Append(text, done, start - done).Append(mark);
            }

            // Places may overlap; what any of them hides stays hidden.
            hidden = done = Math.Max(hidden, end);
        }

        return masked.Append(text, done, text.Length - done).ToString();
    }
}

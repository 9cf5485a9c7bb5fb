using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace RetailSync.Gateway;

/// <summary>A few headers to be set on an answer. Made for zero to six entries; allocates nothing while empty.</summary>
public sealed class ResponseHeaderList
{
    private (string Name, StringValues Value)[] _entries = [];
    private int _count;

    /// <summary>How many headers are in the list.</summary>
    public int Count => _count;

    /// <summary>Sets a header, replacing an earlier value of the same name.</summary>
    public void Set(string name, StringValues value)
    {
        for (var i = 0; i < _count; i++)
        {
            if (string.Equals(_entries[i].Name, name, StringComparison.OrdinalIgnoreCase))
            {
                _entries[i].Value = value;
                return;
            }
        }

        if (_count == _entries.Length)
        {
            Array.Resize(ref _entries, Math.Max(4, _count * 2));
        }

        _entries[_count++] = (name, value);
    }

    /// <summary>Appends a value to a header, keeping the earlier ones.</summary>
    public void Append(string name, StringValues value)
    {
        for (var i = 0; i < _count; i++)
        {
            if (string.Equals(_entries[i].Name, name, StringComparison.OrdinalIgnoreCase))
            {
                _entries[i].Value = StringValues.Concat(_entries[i].Value, value);
                return;
            }
        }

        Set(name, value);
    }

    /// <summary>The value set under a name; empty when there is none.</summary>
    public StringValues this[string name]
    {
        get
        {
            for (var i = 0; i < _count; i++)
            {
                if (string.Equals(_entries[i].Name, name, StringComparison.OrdinalIgnoreCase))
                {
                    return _entries[i].Value;
                }
            }

            return default;
        }
    }

    /// <summary>Writes the list over <paramref name="headers"/>. <c>Link</c> and <c>Vary</c> values are added to those that stand there.</summary>
    public void ApplyTo(IHeaderDictionary headers)
    {
        for (var i = 0; i < _count; i++)
        {
            var (name, value) = _entries[i];

            // An upstream's own Link (pagination) and Vary (what else its answer depends on) stay beside ours.
            headers[name] = name is "Link" or "Vary" ? StringValues.Concat(headers[name], value) : value;
        }
    }
}

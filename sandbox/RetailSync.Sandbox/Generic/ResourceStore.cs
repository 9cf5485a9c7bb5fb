using System.Text.Json.Nodes;

namespace RetailSync.Sandbox.Generic;

/// <summary>What a system keeps: resources by collection and id, in the order of their creation. Safe to use from many threads.</summary>
/// <remarks>A kept object is never changed, only replaced by another; readers may hold on to it. <c>applied</c> runs inside the lock, so that who is told of changes hears of them in their order.</remarks>
internal sealed class ResourceStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, OrderedDictionary<string, Kept>> _collections = new(StringComparer.Ordinal);
    private long _sequence;

    /// <summary>The resource; null when there is none.</summary>
    public JsonObject? Find(string collection, string id)
    {
        lock (_gate)
        {
            return _collections.TryGetValue(collection, out var kept) && kept.TryGetValue(id, out var found) ? found.Resource : null;
        }
    }

    /// <summary>Keeps a new resource; false when there is one with this id.</summary>
    public bool TryAdd(string collection, string id, JsonObject resource, Action applied)
    {
        lock (_gate)
        {
            if (!_collections.TryGetValue(collection, out var kept))
            {
                _collections[collection] = kept = new(StringComparer.Ordinal);
            }

            if (!kept.TryAdd(id, new Kept(_sequence + 1, resource)))
            {
                return false;
            }

            _sequence++;
            applied();
            return true;
        }
    }

    /// <summary>Replaces a resource by what <paramref name="change"/> makes of it; null when there is none.</summary>
    public JsonObject? Change(string collection, string id, Func<JsonObject, JsonObject> change, Action applied)
    {
        lock (_gate)
        {
            if (!_collections.TryGetValue(collection, out var kept) || !kept.TryGetValue(id, out var found))
            {
                return null;
            }

            var resource = change(found.Resource);
            kept[id] = found with { Resource = resource };
            applied();
            return resource;
        }
    }

    /// <summary>Removes a resource and all that lies below it; false when there is none.</summary>
    public bool Remove(string collection, string id, Action applied)
    {
        lock (_gate)
        {
            if (!_collections.TryGetValue(collection, out var kept) || !kept.Remove(id))
            {
                return false;
            }

            // Collections below an item are filed as PathTemplate.Fill names them.
            var below = $"{collection}/{Uri.EscapeDataString(id)}/";
            foreach (var orphaned in _collections.Keys.Where(path => path.StartsWith(below, StringComparison.Ordinal)).ToList())
            {
                _collections.Remove(orphaned);
            }

            applied();
            return true;
        }
    }

    /// <summary>Up to <paramref name="count"/> fitting resources kept after the one with the given sequence; 0 for the first.</summary>
    public IReadOnlyList<Kept> After(string collection, long sequence, int count, Func<JsonObject, bool> fits)
    {
        lock (_gate)
        {
            if (!_collections.TryGetValue(collection, out var kept))
            {
                return [];
            }

            var found = new List<Kept>();
            for (var i = FirstAfter(kept, sequence); i < kept.Count && found.Count < count; i++)
            {
                if (kept.GetAt(i).Value is var one && fits(one.Resource))
                {
                    found.Add(one);
                }
            }

            return found;
        }
    }

    /// <summary>All fitting resources.</summary>
    public IReadOnlyList<Kept> All(string collection, Func<JsonObject, bool> fits) => After(collection, 0, int.MaxValue, fits);

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _collections.Clear();
        }
    }

    /// <summary>The sequences ascend, so that a page far down is found without reading those before it.</summary>
    private static int FirstAfter(OrderedDictionary<string, Kept> kept, long sequence)
    {
        var (low, high) = (0, kept.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = kept.GetAt(middle).Value.Sequence <= sequence ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>A resource and its place in the order of creation.</summary>
    internal sealed record Kept(long Sequence, JsonObject Resource);
}

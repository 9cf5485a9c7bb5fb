namespace RetailSync.Sandbox.Pos;

/// <summary>Walks a list two neighbours at a time.</summary>
internal static class Pairs
{
    /// <summary>Each item with the one after it.</summary>
    public static IEnumerable<(T First, T Second)> Pairwise<T>(this IEnumerable<T> items)
    {
        using var all = items.GetEnumerator();
        if (!all.MoveNext())
        {
            yield break;
        }

        var first = all.Current;
        while (all.MoveNext())
        {
            yield return (first, all.Current);
            first = all.Current;
        }
    }
}

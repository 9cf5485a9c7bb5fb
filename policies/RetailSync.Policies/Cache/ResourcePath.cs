using System.Runtime.CompilerServices;

namespace RetailSync.Policies.Cache;

/// <summary>A resource of an API as the hashes of its path and of every path above it. Two resources that hash alike are only treated as one.</summary>
/// <remarks>Upper and lower case and what follows a semicolon in a segment make no difference: systems differ in what they make of them, and dropping too much harms nobody.</remarks>
internal readonly struct ResourcePath
{
    /// <summary>How many segments are told apart.</summary>
    public const int MaxDepth = 16;

    private readonly Levels _levels;

    private ResourcePath(Levels levels, int depth, bool isWhole) => (_levels, Depth, IsWhole) = (levels, depth, isWhole);

    /// <summary>How many segments it has, at most <see cref="MaxDepth"/>. The API itself has none.</summary>
    public int Depth { get; }

    /// <summary>Whether every segment was taken in. What is cut off counts as the resource at the cut, with all that lies below.</summary>
    public bool IsWhole { get; }

    /// <summary>The hash of its first segments; 0: of the API alone.</summary>
    public int this[int depth] => _levels[depth];

    /// <param name="apiId">The API, all versions of it together.</param>
    /// <param name="path">The decoded path below the version's prefix.</param>
    public static ResourcePath Of(string apiId, ReadOnlySpan<char> path)
    {
        var levels = default(Levels);
        var hash = string.GetHashCode(apiId, StringComparison.OrdinalIgnoreCase);
        levels[0] = hash;
        var depth = 0;
        foreach (var range in path.Split('/'))
        {
            var segment = path[range];
            if (segment.IsEmpty)
            {
                continue;
            }

            if (depth == MaxDepth)
            {
                return new ResourcePath(levels, depth, isWhole: false);
            }

            var end = segment.IndexOf(';');
            hash = HashCode.Combine(hash, string.GetHashCode(end < 0 ? segment : segment[..end], StringComparison.OrdinalIgnoreCase));
            levels[++depth] = hash;
        }

        return new ResourcePath(levels, depth, isWhole: true);
    }

    [InlineArray(MaxDepth + 1)]
    private struct Levels
    {
        private int _first;
    }
}

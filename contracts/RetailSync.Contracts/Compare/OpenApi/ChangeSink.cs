using System.Security.Cryptography;
using System.Text;

namespace RetailSync.Contracts.Compare.OpenApi;

/// <summary>Gathers what is found, each thing once. Not thread-safe.</summary>
internal sealed class ChangeSink(Side old, Side @new, ComparisonOptions options)
{
    private readonly HashSet<string> _seen = [];
    private readonly SortedSet<string> _doubts = new(StringComparer.Ordinal);
    private int _left;

    /// <summary>What was found.</summary>
    public List<Change> Changes { get; } = [];

    /// <summary>What could not be told.</summary>
    public IEnumerable<string> Undecided =>
    [
        .. old.Undecided, .. @new.Undecided, .. _doubts,
        .. _left == 0 ? Array.Empty<string>() : [$"{_left} more changes were left out: at most {options.MaxChanges} are reported."],
    ];

    /// <summary>Says what was not compared.</summary>
    public void Doubt(string what) => _doubts.Add(what);

    /// <summary>Adds a change, if there is such an id.</summary>
    public bool Add(string id, OperationPair? operation, ChangeDirection direction, string where, string message, Spot? before, Spot? after)
    {
        if (!ChangeRules.TryFind(id, out var level))
        {
            return false;
        }

        var name = operation?.Name ?? "";
        var fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', id, operation?.Template ?? "", direction, where, message))))[..16];
        if (!_seen.Add(fingerprint))
        {
            return true;
        }

        if (Changes.Count == options.MaxChanges)
        {
            _left++;
            return true;
        }

        Changes.Add(new Change
        {
            Id = id,
            Level = level,
            Message = message,
            Operation = name,
            OperationId = operation?.Id ?? "",
            Direction = direction,
            Old = old.Place(before),
            New = @new.Place(after),
            Fingerprint = fingerprint,
        });
        return true;
    }
}

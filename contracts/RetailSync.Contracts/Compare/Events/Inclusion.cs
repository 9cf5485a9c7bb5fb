using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas;

namespace RetailSync.Contracts.Compare.Events;

/// <summary>Whether readers of one schema accept all data that another describes. Not thread-safe.</summary>
/// <remarks>
/// Reads the schemas, and never invents data. What cannot be told from them, such as whether one <c>not</c> is narrower than another, is undecided. Work is
/// bounded by steps; a schema that refers to itself is taken to fit where it is being looked at already.
/// </remarks>
/// <param name="writers">The schemas of those who write.</param>
/// <param name="readers">The schemas of those who read.</param>
/// <param name="isStrict">Whether undescribed properties of open objects are assumed to be there.</param>
internal sealed partial class Inclusion(EventSchemas writers, EventSchemas readers, bool isStrict)
{
    private const int MostSteps = 20_000;
    private const int Deepest = 64;

    private readonly List<Mismatch> _mismatches = [];
    private readonly HashSet<(string, string?)> _seen = [];
    private readonly HashSet<string> _undecided = [];
    private readonly HashSet<string> _open = [];

    // How many branches each 'oneOf' of the writer has that is being looked into.
    private readonly Stack<int> _chosen = [];
    private int _steps;
    private int _trials;

    /// <summary>What does not fit, in the order in which it was found.</summary>
    public IReadOnlyList<Mismatch> Mismatches => _mismatches;

    /// <summary>What could not be told.</summary>
    public IEnumerable<string> Undecided => _undecided;

    /// <summary>Compares two schemas and all below them.</summary>
    public void Compare(SchemaPart? writer, SchemaPart? reader) => Fits(writers.Flatten(writer), readers.Flatten(reader), "");

    private bool Fits(FlatSchema writer, FlatSchema reader, string path)
    {
        if (reader.Parts.Count == 0 && reader.Choices.Count == 0)
        {
            return true;
        }

        var key = $"{writer.Key}>{reader.Key}";
        if (_open.Count >= Deepest || ++_steps > MostSteps)
        {
            _undecided.Add($"{readers.Document.Name}: the schemas branch too much to be compared as a whole; the rest was left out.");
            return true;
        }

        if (!_open.Add(key))
        {
            return true;
        }

        var fits = writer.Parts.Any(part => part.IsFalse) || (writer.Choices.Count > 0 ? FitsEveryBranch(writer, reader, path) : FitsEveryPart(writer, reader, path));
        _open.Remove(key);
        return fits;
    }

    private bool FitsEveryPart(FlatSchema writer, FlatSchema reader, string path)
    {
        var fits = true;
        var types = writer.Types;
        if (types == ValueTypes.None)
        {
            return true;
        }

        foreach (var part in reader.Parts)
        {
            fits &= part.IsFalse ? Miss("nothing-accepted", path, "accept nothing here", writer, part) : FitsValues(writer, types, part, path);
            if ((types & ValueTypes.Object) != 0)
            {
                fits &= FitsObject(writer, part, reader, path);
            }

            if ((types & ValueTypes.Array) != 0)
            {
                fits &= FitsArray(writer, part, path);
            }

            fits &= FitsTheRest(writer, types, part, path);
        }

        foreach (var choice in reader.Choices)
        {
            fits &= FitsChoice(writer, choice, path);
        }

        return fits;
    }

    private bool Miss(string rule, string path, string text, FlatSchema writer, SchemaPart? reader, SchemaPart? described = null, ChangeLevel level = ChangeLevel.Error)
    {
        if (_trials == 0 && _seen.Add((rule, $"{path}>{reader?.Pointer}")))
        {
            _mismatches.Add(new Mismatch(rule, level, path, text, described ?? (writer.Parts is [.., var last] ? last : null), reader));
        }

        return level != ChangeLevel.Error;
    }

    private bool Open(SchemaPart reader, string keyword)
    {
        if (_trials == 0)
        {
            _undecided.Add($"{readers.Document.Locate(reader.Node)}: whether this '{keyword}' accepts less than the other version's cannot be told from the schemas.");
        }

        return _trials == 0;
    }

    // As AreSame, but what references lead to must be the same too.
    private bool AreSameSchemas(SourceNode left, SourceNode right, HashSet<string> seen)
    {
        if (left.Kind == SourceKind.List)
        {
            return right.Kind == SourceKind.List && left.Items.Count == right.Items.Count && left.Items.Zip(right.Items).All(pair => AreSameSchemas(pair.First, pair.Second, seen));
        }

        if (left.Kind != SourceKind.Mapping)
        {
            return AreSame(left, right);
        }

        return left["$dynamicRef"] is null && left["$recursiveRef"] is null
            && left.Members.Count == right.Members.Count
            && left.Members.All(member => right[member.Key] is { } other && AreSameSchemas(member.Value, other, seen))
            && (left["$ref"] is not { Kind: SourceKind.Text } reference || !seen.Add(reference.Text) || AreSameTargets(reference, right["$ref"]!, seen));
    }

    private bool AreSameTargets(SourceNode left, SourceNode right, HashSet<string> seen) =>
        writers.Resolve(left) is { } mine && readers.Resolve(right) is { } theirs && AreSameSchemas(mine.Node, theirs.Node, seen);

    private static bool AreSame(SourceNode left, SourceNode right) => left.Kind == right.Kind && left.Kind switch
    {
        SourceKind.Mapping => left.Members.Count == right.Members.Count && left.Members.All(member => right[member.Key] is { } other && AreSame(member.Value, other)),
        SourceKind.List => left.Items.Count == right.Items.Count && left.Items.Zip(right.Items).All(pair => AreSame(pair.First, pair.Second)),
        SourceKind.Number => ExactNumber.Parse(left.Text).Equals(ExactNumber.Parse(right.Text)),
        _ => left.Text == right.Text,
    };
}

using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Unicode;

namespace RetailSync.Contracts.Schemas;

/// <summary>
/// Holds one value after the other against schemas, in one pass over its bytes. What it needs beside the value is kept for the next one, so nothing is allocated when all is well.
/// One value at a time.
/// </summary>
internal sealed partial class Evaluation
{
    /// <summary>How deep values may be nested.</summary>
    public const int MaxDepth = 64;

    // Of every byte a few dozen steps: schemas that look at a value many times over are stopped, whatever the clock says.
    private const int StepsPerByte = 40;
    private const int FreeSteps = 100_000;
    private const int MaxSchemaDepth = 512;
    private const int LeastBytes = 256;
    private const int MaxKeptBytes = 65_536;

    private static readonly JsonReaderOptions Strict = new() { MaxDepth = MaxDepth };

    private readonly Stack<Marks> _spare = new();
    private readonly List<SchemaResource> _scope = [];
    private ReadOnlyMemory<byte> _json;
    private byte[] _scratch = new byte[LeastBytes];
    private FailureList? _failures;
    private bool _isDynamic;
    private long _steps;
    private int _depth;

    /// <summary>Whether failures are gathered, so that the evaluation goes on after the first.</summary>
    public bool IsCollecting => _failures is not null;

    /// <summary>Whether the value fits.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="isDynamic">Whether the schema's bundle has dynamic references.</param>
    /// <param name="json">The value, in UTF-8.</param>
    /// <param name="failures">Receives what is wrong; null when only the verdict is wanted.</param>
    /// <param name="tracksOwners">Whether the schema's bundle has owners.</param>
    /// <param name="authorings">Receives where owned fields are; null when nobody asks.</param>
    public SchemaVerdict Run(SchemaNode schema, bool isDynamic, ReadOnlyMemory<byte> json, FailureList? failures, bool tracksOwners = false, List<(long At, ulong Owners)>? authorings = null)
    {
        (_json, _failures, _isDynamic, _steps, _depth) = (json, failures, isDynamic, FreeSteps + ((long)json.Length * StepsPerByte), 0);
        _repeatedAt = -1;
        (_authored, _authorings, TracksOwners) = (0, authorings, tracksOwners);
        _scope.Clear();

        // The reader looks at texts only when asked to.
        if (!Utf8.IsValid(json.Span))
        {
            return SchemaVerdict.NotJson;
        }

        try
        {
            var reader = new Utf8JsonReader(json.Span, Strict);
            reader.Read();
            var isValid = Check(schema, ref reader, null);
            if (_repeatedAt >= 0)
            {
                return SchemaVerdict.NotJson;
            }

            if (_steps < 0)
            {
                return SchemaVerdict.GaveUp;
            }

            if (!isValid && failures is null)
            {
                return SchemaVerdict.Invalid;
            }

            // Nothing may follow.
            return reader.Read() ? SchemaVerdict.NotJson : isValid ? SchemaVerdict.Valid : SchemaVerdict.Invalid;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not well-formed, too deep, or half a surrogate pair; or, once the steps are used up, nothing more than that the reader was left somewhere.
            return _steps < 0 ? SchemaVerdict.GaveUp : SchemaVerdict.NotJson;
        }
        finally
        {
            _json = default;
            _authorings = null;
            _names.Clear();

            // One huge text must not stay with the thread for good.
            _scratch = _scratch.Length > MaxKeptBytes ? new byte[LeastBytes] : _scratch;
        }
    }

    /// <summary>Takes a step. False: there are none left.</summary>
    public bool Step() => --_steps >= 0;

    /// <summary>Holds the value that begins at the reader against a schema, and moves the reader to its end, unless it fails and nothing is gathered.</summary>
    /// <param name="node">The schema.</param>
    /// <param name="reader">Stands at the value's first token.</param>
    /// <param name="marks">Receives which properties or items were looked at; null when nobody asks.</param>
    public bool Check(SchemaNode node, ref Utf8JsonReader reader, Marks? marks)
    {
        if (--_steps < 0)
        {
            return false;
        }

        if (node.IsSimple && !_isDynamic)
        {
            return CheckByKind(node, ref reader, marks);
        }

        if (node.LetsAllThrough)
        {
            return Skip(ref reader);
        }

        if (node.Owner != 0)
        {
            Author(node, in reader);
        }

        if (!node.IsLayered && !_isDynamic)
        {
            return CheckOwn(node, ref reader, marks);
        }

        // References can lead a schema back to itself over the same value, without end.
        if (++_depth > MaxSchemaDepth)
        {
            _steps = -1;
            return false;
        }

        var enters = _isDynamic && (_scope.Count == 0 || _scope[^1] != node.Place.Resource);
        if (enters)
        {
            _scope.Add(node.Place.Resource);
        }

        var isValid = CheckLayered(node, ref reader, marks);
        if (enters)
        {
            _scope.RemoveAt(_scope.Count - 1);
        }

        _depth--;
        return isValid;
    }

    /// <summary>Says that a keyword forbids the value. Always false.</summary>
    public bool Fail(SchemaNode node, string keyword, [InterpolatedStringHandlerArgument("")] FailureMessage message)
    {
        _failures?.Add(node, keyword, message.ToString());
        return false;
    }

    /// <summary>The schema that belongs to the outermost resource on the way here; null when none of them does.</summary>
    public SchemaNode? Outermost(IReadOnlyDictionary<SchemaResource, SchemaNode> candidates)
    {
        foreach (var resource in _scope)
        {
            if (candidates.TryGetValue(resource, out var found))
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>A text or name without its escapes. Valid until the next call.</summary>
    /// <exception cref="InvalidOperationException">It holds half a surrogate pair.</exception>
    public ReadOnlySpan<byte> Text(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            return reader.ValueSpan;
        }

        if (_scratch.Length < reader.ValueSpan.Length)
        {
            _scratch = new byte[reader.ValueSpan.Length * 2];
        }

        return _scratch.AsSpan(0, reader.CopyString(_scratch));
    }

    /// <summary>A reader of a part of the value.</summary>
    private Utf8JsonReader ReaderAt(long start)
    {
        var reader = new Utf8JsonReader(_json.Span[(int)start..], Strict);
        reader.Read();
        return reader;
    }

    private Marks Rent() => _spare.TryPop(out var marks) ? marks : new Marks();

    private void Return(Marks marks)
    {
        marks.Clear();
        _spare.Push(marks);
    }
}

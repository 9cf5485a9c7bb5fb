using System.Text.Json;

namespace RetailSync.Contracts.Schemas.Retail;

/// <summary>
/// Several pointers (RFC 6901) as one tree, so that one walk over a value finds what all of them name. The step <c>*</c> stands for every item of a list. Immutable.
/// </summary>
internal sealed class PathTree
{
    private readonly PropertyTable _names;
    private readonly PathTree[] _below;
    private readonly PathTree? _items;

    private PathTree(IReadOnlyList<(string[] Steps, int Role)> paths, int depth)
    {
        Role = paths.FirstOrDefault(path => path.Steps.Length == depth, ([], -1)).Role;
        var steps = paths.Where(path => path.Steps.Length > depth).GroupBy(path => path.Steps[depth], StringComparer.Ordinal).ToDictionary(step => step.Key, step => new PathTree([.. step], depth + 1), StringComparer.Ordinal);
        _items = steps.GetValueOrDefault(AllItems);
        steps.Remove(AllItems);
        _names = new PropertyTable([.. steps.Keys]);
        _below = [.. steps.Values];
    }

    /// <summary>The step that stands for every item.</summary>
    public const string AllItems = "*";

    /// <summary>What a value means that one of the paths names.</summary>
    /// <typeparam name="TState">What is gathered.</typeparam>
    /// <param name="evaluation">The run.</param>
    /// <param name="reader">Stands at the value. Must not be moved.</param>
    /// <param name="role">The path's number.</param>
    /// <param name="state">What was gathered so far.</param>
    public delegate void Found<TState>(Evaluation evaluation, ref Utf8JsonReader reader, int role, ref TState state)
        where TState : struct;

    /// <summary>The number of the path that ends here; -1: none does.</summary>
    public int Role { get; }

    /// <summary>Builds the tree of paths, each with its number. No path twice.</summary>
    public static PathTree Of(IEnumerable<(string[] Steps, int Role)> paths) => new([.. paths], 0);

    /// <summary>Goes over a value once. Each token costs a step, and what lies on no path costs as many as it is long.</summary>
    /// <param name="evaluation">The run.</param>
    /// <param name="reader">Stands at the value and is moved to its end.</param>
    /// <param name="found">Is told of each value that a path names.</param>
    /// <param name="state">Is handed to it.</param>
    public void Walk<TState>(Evaluation evaluation, ref Utf8JsonReader reader, Found<TState> found, ref TState state)
        where TState : struct
    {
        if (Role >= 0)
        {
            found(evaluation, ref reader, Role, ref state);
        }

        if (reader.TokenType == JsonTokenType.StartObject && _below.Length > 0)
        {
            for (var guess = 0; evaluation.Step() && reader.Read() && reader.TokenType != JsonTokenType.EndObject;)
            {
                var number = _names.Find(evaluation.Text(ref reader), guess);
                guess = number + 1;
                reader.Read();
                Below(number, evaluation, ref reader, found, ref state);
            }
        }
        else if (reader.TokenType == JsonTokenType.StartArray && (_items is not null || _below.Length > 0))
        {
            for (var position = 0; evaluation.Step() && reader.Read() && reader.TokenType != JsonTokenType.EndArray; position++)
            {
                if (_items is null)
                {
                    Below(NumberOf(position), evaluation, ref reader, found, ref state);
                }
                else
                {
                    _items.Walk(evaluation, ref reader, found, ref state);
                }
            }
        }
        else
        {
            PassOver(evaluation, ref reader);
        }
    }

    private void Below<TState>(int number, Evaluation evaluation, ref Utf8JsonReader reader, Found<TState> found, ref TState state)
        where TState : struct
    {
        if (number >= 0)
        {
            _below[number].Walk(evaluation, ref reader, found, ref state);
        }
        else
        {
            PassOver(evaluation, ref reader);
        }
    }

    private int NumberOf(int position)
    {
        Span<byte> digits = stackalloc byte[11];
        position.TryFormat(digits, out var length);
        return _names.Find(digits[..length], 0);
    }

    private static void PassOver(Evaluation evaluation, ref Utf8JsonReader reader)
    {
        var before = reader.BytesConsumed;
        reader.Skip();
        evaluation.Charge(reader.BytesConsumed - before);
    }
}

using System.Text.Json;

namespace RetailSync.Contracts.Schemas.Retail;

/// <summary>
/// One sum of <c>x-retailsync-sum</c>: a total is what its parts come to, less what is taken off. Exact, in numbers or texts such as <c>"12.50"</c>.
/// </summary>
/// <remarks>A part that is missing or null counts as 0; which parts must be there, <c>required</c> says. Without a total there is nothing to hold.</remarks>
/// <param name="keyword">Where the rule stands in its schema.</param>
/// <param name="paths">The paths; the number of each is one of the constants here.</param>
/// <param name="description">What it says, in words.</param>
internal sealed class SumRule(string keyword, PathTree paths, string description) : Branch
{
    /// <summary>The path of the total.</summary>
    public const int Total = 0;

    /// <summary>A path of a part.</summary>
    public const int Part = 1;

    /// <summary>A path of what is taken off.</summary>
    public const int Less = 2;

    private static readonly PathTree.Found<State> Take = Add;

    public override bool Check(Evaluation evaluation, SchemaNode owner, in Utf8JsonReader start, Marks? marks)
    {
        if (start.TokenType != JsonTokenType.StartObject)
        {
            return true;
        }

        var reader = start;
        var state = default(State);
        paths.Walk(evaluation, ref reader, Take, ref state);
        return state.IsBroken
            ? evaluation.Fail(owner, keyword, $"{description}, but one of them is no number, or has more than 18 digits before the point or 12 after it.")
            : !state.HasTotal || state.Rest == 0 || evaluation.Fail(owner, keyword, $"{description}, but it does not come to that.");
    }

    private static void Add(Evaluation evaluation, ref Utf8JsonReader reader, int role, ref State state)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        state.IsBroken |= !Amount.TryRead(evaluation, ref reader, out var amount);
        state.HasTotal |= role == Total;
        state.Rest += role == Part ? -amount : amount;
    }

    // What is left when the parts are taken from the total.
    private struct State
    {
        public Int128 Rest;
        public bool HasTotal;
        public bool IsBroken;
    }
}

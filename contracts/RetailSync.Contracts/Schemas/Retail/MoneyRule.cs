using System.Text.Json;

namespace RetailSync.Contracts.Schemas.Retail;

/// <summary>
/// <c>x-retailsync-money</c>: an amount has no more decimals than its currency (ISO 4217, list one, minor unit), or none at all where it is counted in minor units.
/// The amount is a number or a text such as <c>"12.50"</c>. An amount or a currency alone says nothing; <c>required</c> says which must be there.
/// </summary>
/// <param name="paths">The paths; the number of each is one of the constants here.</param>
/// <param name="isMinor">Whether amounts are counted in minor units: 1250 for EUR 12.50.</param>
internal sealed class MoneyRule(PathTree paths, bool isMinor) : Branch
{
    /// <summary>The path of the amount.</summary>
    public const int AmountPath = 0;

    /// <summary>The path of the currency.</summary>
    public const int CurrencyPath = 1;

    private static readonly PathTree.Found<State> Take = Note;

    public override bool Check(Evaluation evaluation, SchemaNode owner, in Utf8JsonReader start, Marks? marks)
    {
        if (start.TokenType != JsonTokenType.StartObject)
        {
            return true;
        }

        var reader = start;
        var state = default(State);
        paths.Walk(evaluation, ref reader, Take, ref state);
        if (!state.HasAmount || !state.HasCurrency)
        {
            return true;
        }

        if (state.IsBroken)
        {
            return evaluation.Fail(owner, RetailKeywords.Money, $"The amount is no number, or has more than 18 digits before the point or 12 after it.");
        }

        if (state.Decimals < 0)
        {
            return evaluation.Fail(owner, RetailKeywords.Money, $"The currency is no code of ISO 4217 for money in use, such as EUR.");
        }

        return isMinor
            ? Amount.HasDecimals(state.Amount, 0) || evaluation.Fail(owner, RetailKeywords.Money, $"The amount has decimals; it is counted in the currency's minor unit, in whole numbers.")
            : Amount.HasDecimals(state.Amount, state.Decimals) || evaluation.Fail(owner, RetailKeywords.Money, $"The amount has more decimals than the currency, which has {state.Decimals}.");
    }

    private static void Note(Evaluation evaluation, ref Utf8JsonReader reader, int role, ref State state)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        if (role == AmountPath)
        {
            state.HasAmount = true;
            state.IsBroken = !Amount.TryRead(evaluation, ref reader, out state.Amount);
        }
        else
        {
            state.HasCurrency = true;
            state.Decimals = reader.TokenType == JsonTokenType.String ? CurrencyFormat.Decimals(evaluation.Text(ref reader)) : CodeTable.Unknown;
        }
    }

    private struct State
    {
        public Int128 Amount;
        public int Decimals;
        public bool HasAmount;
        public bool HasCurrency;
        public bool IsBroken;
    }
}

using System.Text.Json;

namespace RetailSync.Contracts.Schemas;

/// <content>Schemas that look at a value more than once.</content>
internal sealed partial class Evaluation
{
    /// <summary>Whether a schema fits, without a word when it does not.</summary>
    public bool Fits(SchemaNode schema, in Utf8JsonReader start, Marks? marks)
    {
        // A value of the wrong type is seen without reading it.
        if ((schema.Types & TypesOf(start.TokenType)) == 0)
        {
            return false;
        }

        var failures = _failures;
        var (authored, authorings) = (_authored, _authorings?.Count ?? 0);
        _failures = null;
        var own = marks is null ? null : Rent();
        var reader = start;
        var isFitting = Check(schema, ref reader, own);
        _failures = failures;
        if (!isFitting)
        {
            Forget(authored, authorings);
        }

        if (own is not null)
        {
            if (isFitting)
            {
                marks!.Add(own);
            }

            Return(own);
        }

        return isFitting;
    }

    private static ValueTypes TypesOf(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => ValueTypes.Object,
        JsonTokenType.StartArray => ValueTypes.Array,
        JsonTokenType.Number => ValueTypes.Number,
        JsonTokenType.True or JsonTokenType.False => ValueTypes.Boolean,
        JsonTokenType.Null => ValueTypes.Null,
        _ => ValueTypes.Text,
    };

    private bool CheckLayered(SchemaNode node, ref Utf8JsonReader reader, Marks? marks)
    {
        var start = reader;
        var asks = (node.UnevaluatedProperties is not null && reader.TokenType == JsonTokenType.StartObject) || (node.UnevaluatedItems is not null && reader.TokenType == JsonTokenType.StartArray);
        var own = asks ? Rent() : marks;
        var isValid = CheckOwn(node, ref reader, own);
        foreach (var branch in node.Branches)
        {
            if (!isValid && !IsCollecting)
            {
                break;
            }

            isValid &= branch.Check(this, node, in start, own);
        }

        if (asks)
        {
            isValid = (isValid || IsCollecting) && CheckRest(node, start, own!) && isValid;
            if (isValid)
            {
                marks?.Add(own!);
            }

            Return(own!);
        }

        return isValid;
    }

    // What nothing has looked at (core, section 11).
    private bool CheckRest(SchemaNode node, Utf8JsonReader reader, Marks looked)
    {
        var isObject = reader.TokenType == JsonTokenType.StartObject;
        var (schema, end) = isObject ? (node.UnevaluatedProperties, JsonTokenType.EndObject) : (node.UnevaluatedItems, JsonTokenType.EndArray);
        var isValid = true;
        for (var position = 0; reader.Read() && reader.TokenType != end; position++)
        {
            if (isObject)
            {
                _failures?.Enter(Text(ref reader));
                reader.Read();
            }
            else
            {
                _failures?.Enter(position);
            }

            if (looked.Has(position))
            {
                Skip(ref reader);
            }
            else
            {
                Author(isObject ? node.UnevaluatedOwners : default, in reader);
                isValid &= Check(schema!, ref reader, null);
                looked.Add(position);
            }

            _failures?.Leave();
            if (!isValid && !IsCollecting)
            {
                return false;
            }
        }

        return isValid;
    }
}

using RetailSync.Contracts.Schemas;

namespace RetailSync.Contracts.OpenApi.Judging.Parameters;

/// <summary>Gathers lists and objects that stand in several pairs of a query (styles <c>form</c>, <c>spaceDelimited</c> and <c>pipeDelimited</c> with <c>explode</c>, and <c>deepObject</c>).</summary>
internal static class QueryValues
{
    /// <summary>Judges a list whose items each have the parameter's name.</summary>
    public static void JudgeList(Parameter parameter, ReadOnlySpan<char> query, ref HeadFaults faults)
    {
        var desk = Desk.Own;
        desk.Json.Clear();
        var (count, isGood) = WriteList(parameter.Utf8Name, parameter.Shape, query, desk);
        if (!isGood)
        {
            faults.Add(parameter.Instance, parameter.Pointer, StyledText.BadEscape);
            return;
        }

        // A single text may be a list of one, or what else the schema lets it be.
        if (count == 1 && parameter.Shape.MayBeText && parameter.Schema!.Judge(desk.Json.Written) != SchemaVerdict.Valid)
        {
            var pairs = new QueryPairs(query);
            while (pairs.Next(out var name, out var value))
            {
                if (desk.Names.TryDecode(name, Escapes.PercentAndPlus, out var key) && key.SequenceEqual(parameter.Utf8Name))
                {
                    ValueJudge.JudgeText(parameter, value, Escapes.PercentAndPlus, ref faults);
                    return;
                }
            }
        }

        ValueJudge.IsSound(parameter, desk, ref faults);
    }

    /// <summary>Judges an object whose properties have names of their own.</summary>
    public static void JudgeObject(QueryJudge judge, Parameter parameter, ReadOnlySpan<char> query, ref HeadFaults faults)
    {
        var desk = Desk.Own;
        desk.Json.Clear();
        desk.Json.Write((byte)'{');
        foreach (var field in parameter.Fields)
        {
            if (!TryWriteField(parameter, field, query, desk, ref faults))
            {
                return;
            }
        }

        if (!TryWriteOthers(judge, parameter, query, desk))
        {
            faults.Add(parameter.Instance, parameter.Pointer, "A property is nested deeper than one level, or its value has a broken escape or is no UTF-8.");
            return;
        }

        desk.Json.Write((byte)'}');
        ValueJudge.IsSound(parameter, desk, ref faults);
    }

    /// <summary>Whether a name is that of a property in the style <c>deepObject</c>: <c>filter[colour]</c>.</summary>
    public static bool IsBelow(Parameter parameter, ReadOnlySpan<byte> name) =>
        name.Length > parameter.Utf8Name.Length + 1 && name.StartsWith(parameter.Utf8Name) && name[parameter.Utf8Name.Length] == '[' && name[^1] == ']';

    private static bool TryWriteField(Parameter parameter, ParameterField field, ReadOnlySpan<char> query, Desk desk, ref HeadFaults faults)
    {
        if (Count(field.Key, query, desk) is not (> 0 and var count))
        {
            return true;
        }

        if (count > 1 && !field.Shape.IsList)
        {
            faults.Add(parameter.Instance, parameter.Pointer, "A property of the parameter stands in the query more than once.");
            return false;
        }

        desk.Json.Separate();
        desk.Json.WriteText(field.Name);
        desk.Json.Write((byte)':');
        var isGood = field.Shape.IsList ? WriteList(field.Key, field.Shape, query, desk).IsGood : WriteOne(field, query, desk);
        if (!isGood)
        {
            faults.Add(parameter.Instance, parameter.Pointer, StyledText.BadEscape);
        }

        return isGood;
    }

    private static int Count(ReadOnlySpan<byte> wanted, ReadOnlySpan<char> query, Desk desk)
    {
        var count = 0;
        var pairs = new QueryPairs(query);
        while (pairs.Next(out var name, out _))
        {
            count += desk.Names.TryDecode(name, Escapes.PercentAndPlus, out var key) && key.SequenceEqual(wanted) ? 1 : 0;
        }

        return count;
    }

    private static bool WriteOne(ParameterField field, ReadOnlySpan<char> query, Desk desk)
    {
        var pairs = new QueryPairs(query);
        while (pairs.Next(out var name, out var value))
        {
            if (desk.Names.TryDecode(name, Escapes.PercentAndPlus, out var key) && key.SequenceEqual(field.Key))
            {
                if (!desk.Values.TryDecode(value, Escapes.PercentAndPlus, out var text))
                {
                    return false;
                }

                desk.Json.WriteValue(text, field.Shape.TextTypes);
                return true;
            }
        }

        return false;
    }

    private static (int Count, bool IsGood) WriteList(ReadOnlySpan<byte> wanted, ValueShape shape, ReadOnlySpan<char> query, Desk desk)
    {
        var types = (shape.Items ?? ValueShape.Any).TextTypes;
        var count = 0;
        var pairs = new QueryPairs(query);
        desk.Json.Write((byte)'[');
        while (pairs.Next(out var name, out var value))
        {
            if (!desk.Names.TryDecode(name, Escapes.PercentAndPlus, out var key) || !key.SequenceEqual(wanted))
            {
                continue;
            }

            if (!desk.Values.TryDecode(value, Escapes.PercentAndPlus, out var text))
            {
                return (count, false);
            }

            if (count++ > 0)
            {
                desk.Json.Write((byte)',');
            }

            desk.Json.WriteValue(text, types);
        }

        desk.Json.Write((byte)']');
        return (count, true);
    }

    // Properties that the schema does not name, but lets in.
    private static bool TryWriteOthers(QueryJudge judge, Parameter parameter, ReadOnlySpan<char> query, Desk desk)
    {
        var isDeep = parameter.Style == ParameterStyle.DeepObject;
        if (!isDeep && parameter.Shape.Additional is null)
        {
            return true;
        }

        var types = (parameter.Shape.Additional ?? ValueShape.Any).TextTypes;
        var pairs = new QueryPairs(query);
        while (pairs.Next(out var name, out var value))
        {
            if (!desk.Names.TryDecode(name, Escapes.PercentAndPlus, out var key) || judge.IsDeclared(key) || (isDeep && !IsBelow(parameter, key)))
            {
                continue;
            }

            var property = isDeep ? key[(parameter.Utf8Name.Length + 1)..^1] : key;
            if ((isDeep && property.IndexOfAny((byte)'[', (byte)']') >= 0) || !desk.Values.TryDecode(value, Escapes.PercentAndPlus, out var text))
            {
                return false;
            }

            desk.Json.Separate();
            desk.Json.WriteText(property);
            desk.Json.Write((byte)':');
            desk.Json.WriteValue(text, types);
        }

        return true;
    }
}

using RetailSync.Contracts.Schemas;

namespace RetailSync.Contracts.OpenApi.Judging.Parameters;

/// <summary>Holds the text of one parameter against its schema.</summary>
internal static class ValueJudge
{
    /// <summary>Judges a parameter whose whole value is one text.</summary>
    public static void Judge(Parameter parameter, ReadOnlySpan<char> text, Escapes escapes, ref HeadFaults faults)
    {
        if (parameter.Content == ParameterContent.Opaque || (text.IsEmpty && parameter.AllowsEmpty))
        {
            return;
        }

        var desk = Desk.Own;
        if (parameter.IsStructured)
        {
            var fault = StyledText.Write(parameter, text, escapes, desk);
            var isText = parameter.Shape.MayBeText;
            if (fault is null && (isText ? parameter.Schema!.Judge(desk.Json.Written) == SchemaVerdict.Valid : IsSound(parameter, desk, ref faults)))
            {
                return;
            }

            if (!isText)
            {
                AddUnwritten(parameter, fault, ref faults);
                return;
            }
        }

        JudgeText(parameter, text, escapes, ref faults);
    }

    /// <summary>Judges a parameter as a single value.</summary>
    public static void JudgeText(Parameter parameter, ReadOnlySpan<char> text, Escapes escapes, ref HeadFaults faults)
    {
        var desk = Desk.Own;
        if (!StyledText.TryStrip(parameter, ref text))
        {
            faults.Add(parameter.Instance, parameter.Pointer, $"The value is not written in the style '{(parameter.Style == ParameterStyle.Label ? "label" : "matrix")}'.");
        }
        else if (!desk.Values.TryDecode(text, escapes, out var decoded))
        {
            faults.Add(parameter.Instance, parameter.Pointer, StyledText.BadEscape);
        }
        else if (parameter.Schema is not null)
        {
            Judge(parameter, decoded, desk, ref faults);
        }
    }

    /// <summary>Holds what stands on the desk against the schema, and says what is wrong.</summary>
    public static bool IsSound(Parameter parameter, Desk desk, ref HeadFaults faults)
    {
        if (parameter.Schema!.Judge(desk.Json.Written) == SchemaVerdict.Valid)
        {
            return true;
        }

        faults.Add(parameter.Instance, parameter.Pointer, parameter.Schema, desk.Json.Written);
        return false;
    }

    private static void AddUnwritten(Parameter parameter, string? fault, ref HeadFaults faults)
    {
        if (fault is not null)
        {
            faults.Add(parameter.Instance, parameter.Pointer, fault);
        }
    }

    // A value of another type goes before a string: a text that could be either is what the schema lets it be.
    private static void Judge(Parameter parameter, ReadOnlySpan<byte> text, Desk desk, ref HeadFaults faults)
    {
        var json = desk.Json;
        json.Clear();
        if (parameter.Content == ParameterContent.Json)
        {
            json.Write(text);
            IsSound(parameter, desk, ref faults);
            return;
        }

        var types = parameter.Shape.TextTypes;
        if (TextLiteral.Is(text, types))
        {
            json.Write(text);
            if ((types & ValueTypes.Text) == 0)
            {
                IsSound(parameter, desk, ref faults);
                return;
            }

            if (parameter.Schema!.Judge(json.Written) == SchemaVerdict.Valid)
            {
                return;
            }

            json.Clear();
        }

        json.WriteText(text);
        IsSound(parameter, desk, ref faults);
    }
}

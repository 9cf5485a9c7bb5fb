namespace RetailSync.Contracts.OpenApi.Judging.Parameters;

/// <summary>Turns the text of a list or object into JSON, by its style (OpenAPI 3.1.1, Style Values and Style Examples; RFC 6570).</summary>
internal static class StyledText
{
    public const string BadEscape = "The value has a broken escape, is no UTF-8, or is too long.";

    /// <summary>Writes the value to the desk's JSON; answers what is wrong with the text, null when nothing is.</summary>
    /// <param name="parameter">A parameter that is a list or object.</param>
    /// <param name="text">Its text.</param>
    /// <param name="escapes">How it is escaped.</param>
    /// <param name="desk">Receives the JSON.</param>
    public static string? Write(Parameter parameter, ReadOnlySpan<char> text, Escapes escapes, Desk desk)
    {
        desk.Json.Clear();
        switch (parameter.Style)
        {
            case ParameterStyle.Label:
                if (text.Length == 0 || text[0] != '.')
                {
                    return "The value must begin with a dot (style 'label').";
                }

                // Up to 3.0.3 the specification wrote a list that is not exploded with dots, as RFC 6570 does not.
                text = text[1..];
                return Write(parameter, text, parameter.Explodes || !text.Contains(',') ? '.' : ',', escapes, desk);
            case ParameterStyle.Matrix:
                return WriteMatrix(parameter, text, escapes, desk);
            case ParameterStyle.SpaceDelimited:
                return Write(parameter, text, ' ', escapes, desk);
            case ParameterStyle.PipeDelimited:
                return Write(parameter, text, '|', escapes, desk);
            case ParameterStyle.Form when parameter is { Explodes: true, In: ParameterLocation.Cookie }:
                return WriteNamed(parameter, text, '&', escapes, desk, isFirstNamed: false);
            default:
                return Write(parameter, text, ',', escapes, desk);
        }
    }

    /// <summary>The text of a single value without what its style puts before it; false: that is not there.</summary>
    public static bool TryStrip(Parameter parameter, ref ReadOnlySpan<char> text)
    {
        switch (parameter.Style)
        {
            case ParameterStyle.Label when text.Length > 0 && text[0] == '.':
                text = text[1..];
                return true;
            case ParameterStyle.Matrix when TryName(parameter, text, 1, out var value) && text[0] == ';':
                text = value;
                return true;
            default:
                return parameter.Style is not (ParameterStyle.Label or ParameterStyle.Matrix);
        }
    }

    private static string? WriteMatrix(Parameter parameter, ReadOnlySpan<char> text, Escapes escapes, Desk desk)
    {
        if (text.Length == 0 || text[0] != ';')
        {
            return "The value must begin with a semicolon (style 'matrix').";
        }

        if (parameter.Explodes)
        {
            return parameter.Shape.IsList ? WriteNamed(parameter, text[1..], ';', escapes, desk, isFirstNamed: true) : Write(parameter, text[1..], ';', escapes, desk);
        }

        return TryName(parameter, text, 1, out var value) ? Write(parameter, value, ',', escapes, desk) : "The value must begin with a semicolon and its name (style 'matrix').";
    }

    private static string? Write(Parameter parameter, ReadOnlySpan<char> text, char delimiter, Escapes escapes, Desk desk) =>
        parameter.Shape.IsList ? WriteList(parameter, text, delimiter, escapes, desk) : WriteObject(parameter, text, delimiter, escapes, desk);

    private static string? WriteList(Parameter parameter, ReadOnlySpan<char> text, char delimiter, Escapes escapes, Desk desk)
    {
        var types = (parameter.Shape.Items ?? ValueShape.Any).TextTypes;
        var pieces = new Pieces(text, delimiter);
        desk.Json.Write((byte)'[');
        while (pieces.Next(out var piece))
        {
            if (!TryWriteItem(parameter, piece, types, escapes, desk))
            {
                return BadEscape;
            }
        }

        desk.Json.Write((byte)']');
        return null;
    }

    // name=1;name=2
    private static string? WriteNamed(Parameter parameter, ReadOnlySpan<char> text, char delimiter, Escapes escapes, Desk desk, bool isFirstNamed)
    {
        var types = (parameter.Shape.Items ?? ValueShape.Any).TextTypes;
        var pieces = new Pieces(text, delimiter);
        desk.Json.Write((byte)'[');
        for (var isNamed = isFirstNamed; pieces.Next(out var piece); isNamed = true)
        {
            if (isNamed && !TryName(parameter, piece, 0, out piece))
            {
                return "Each item must be written with the parameter's name before it.";
            }

            if (!TryWriteItem(parameter, piece, types, escapes, desk))
            {
                return BadEscape;
            }
        }

        desk.Json.Write((byte)']');
        return null;
    }

    private static string? WriteObject(Parameter parameter, ReadOnlySpan<char> text, char delimiter, Escapes escapes, Desk desk)
    {
        var pieces = new Pieces(text, delimiter);
        desk.Json.Write((byte)'{');
        while (pieces.Next(out var name))
        {
            ReadOnlySpan<char> value;
            if (parameter.Explodes)
            {
                var equals = name.IndexOf('=');
                if (equals < 0)
                {
                    return "Each property must be written as its name, '=' and its value.";
                }

                value = name[(equals + 1)..];
                name = name[..equals];
            }
            else if (!pieces.Next(out value))
            {
                return "Names and values must take turns, and the last name has no value.";
            }

            if (!TryWriteProperty(parameter, name, value, escapes, desk))
            {
                return BadEscape;
            }
        }

        desk.Json.Write((byte)'}');
        return null;
    }

    private static bool TryWriteItem(Parameter parameter, ReadOnlySpan<char> piece, Schemas.ValueTypes types, Escapes escapes, Desk desk)
    {
        if (!desk.Values.TryDecode(Trimmed(parameter, piece), escapes, out var item))
        {
            return false;
        }

        desk.Json.Separate();
        desk.Json.WriteValue(item, types);
        return true;
    }

    private static bool TryWriteProperty(Parameter parameter, ReadOnlySpan<char> name, ReadOnlySpan<char> value, Escapes escapes, Desk desk)
    {
        if (!desk.Names.TryDecode(Trimmed(parameter, name), escapes, out var key) || !desk.Values.TryDecode(Trimmed(parameter, value), escapes, out var decoded))
        {
            return false;
        }

        desk.Json.Separate();
        desk.Json.WriteText(key);
        desk.Json.Write((byte)':');
        desk.Json.WriteValue(decoded, parameter.Shape.Property(System.Text.Encoding.UTF8.GetString(key)).TextTypes);
        return true;
    }

    // In headers spaces around a comma mean nothing (RFC 9110, section 5.6.1).
    private static ReadOnlySpan<char> Trimmed(Parameter parameter, ReadOnlySpan<char> piece) => parameter.In == ParameterLocation.Header ? piece.Trim(" \t") : piece;

    private static bool TryName(Parameter parameter, ReadOnlySpan<char> text, int from, out ReadOnlySpan<char> value)
    {
        value = default;
        var rest = text.Length < from ? default : text[from..];
        if (!rest.StartsWith(parameter.Name, StringComparison.Ordinal) || (rest.Length > parameter.Name.Length && rest[parameter.Name.Length] != '='))
        {
            return false;
        }

        // RFC 6570, section 3.2.7: an empty value is written without the equals sign.
        value = rest.Length == parameter.Name.Length ? default : rest[(parameter.Name.Length + 1)..];
        return true;
    }
}

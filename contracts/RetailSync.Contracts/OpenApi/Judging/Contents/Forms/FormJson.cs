using System.Text;
using System.Text.Unicode;
using RetailSync.Contracts.OpenApi.Judging.Parameters;
using RetailSync.Contracts.Schemas;

namespace RetailSync.Contracts.OpenApi.Judging.Contents.Forms;

/// <summary>Writes the fields of a form as the JSON object that the contract's schema speaks of.</summary>
internal static class FormJson
{
    private const string NoText = "The field has a broken escape or is no UTF-8.";

    /// <summary>Writes all fields. Those of one name stand together; a name that may stand several times is a list.</summary>
    /// <param name="fields">The fields.</param>
    /// <param name="layout">What the contract says of them.</param>
    /// <param name="anything">Judges whether a field is JSON.</param>
    /// <param name="reading">Receives the JSON and what is wrong.</param>
    public static void Write(IReadOnlyList<FormValue> fields, FormLayout layout, CompiledSchema anything, FormReading reading)
    {
        var json = reading.Json;
        json.Write((byte)'{');
        foreach (var group in fields.GroupBy(field => DeepName(field.Name, layout) ?? field.Name, StringComparer.Ordinal))
        {
            json.Separate();
            json.WriteText(Encoding.UTF8.GetBytes(group.Key));
            json.Write((byte)':');
            var property = new FormProperty($"/{SubschemaKeywords.Escape(group.Key)}", layout.Shape.Property(group.Key), layout.EncodingOf(group.Key));
            WriteProperty([.. group], property, anything, reading);
        }

        json.Write((byte)'}');
    }

    // filter[colour] belongs to the property 'filter', where that is written in the style deepObject.
    private static string? DeepName(string name, FormLayout layout)
    {
        var open = name.IndexOf('[', StringComparison.Ordinal);
        return open > 0 && name[^1] == ']' && layout.EncodingOf(name[..open]).Style?.Style == ParameterStyle.DeepObject ? name[..open] : null;
    }

    private static void WriteProperty(FormValue[] values, in FormProperty property, CompiledSchema anything, FormReading reading)
    {
        var style = property.Encoding.Style;
        if (style is { Style: ParameterStyle.DeepObject })
        {
            WriteDeep(values, property, anything, reading);
        }
        else if (style is { Explodes: false } && values.Length == 1 && (property.Shape.IsList || property.Shape.IsObject))
        {
            WriteStyled(values[0], property, style, reading);
        }
        else if (property.Shape.IsList || values.Length > 1)
        {
            reading.Json.Write((byte)'[');
            for (var position = 0; position < values.Length; position++)
            {
                reading.Json.Separate();
                WriteOne(values[position], property with { Place = $"{property.Place}/{position}", Shape = property.Shape.IsList ? property.Shape.Items ?? ValueShape.Any : property.Shape }, anything, reading);
            }

            reading.Json.Write((byte)']');
        }
        else
        {
            WriteOne(values[0], property, anything, reading);
        }
    }

    private static void WriteDeep(FormValue[] values, in FormProperty property, CompiledSchema anything, FormReading reading)
    {
        reading.Json.Write((byte)'{');
        foreach (var group in values.GroupBy(value => value.Name.IndexOf('[', StringComparison.Ordinal) is > 0 and var open ? value.Name[(open + 1)..^1] : "", StringComparer.Ordinal))
        {
            reading.Json.Separate();
            reading.Json.WriteText(Encoding.UTF8.GetBytes(group.Key));
            reading.Json.Write((byte)':');
            WriteProperty([.. group], new FormProperty($"{property.Place}/{SubschemaKeywords.Escape(group.Key)}", property.Shape.Property(group.Key), FieldEncoding.Default), anything, reading);
        }

        reading.Json.Write((byte)'}');
    }

    private static void WriteStyled(in FormValue value, in FormProperty property, Parameter style, FormReading reading)
    {
        if (!Utf8.IsValid(value.Bytes.Span))
        {
            reading.Malform(NoText, property.Place);
            return;
        }

        var fault = StyledText.Write(style, Encoding.UTF8.GetString(value.Bytes.Span), value.IsEscaped ? Escapes.PercentAndPlus : Escapes.None, Desk.Own, reading.Json);
        if (fault is not null)
        {
            reading.Malform(fault, property.Place);
        }
    }

    private static void WriteOne(in FormValue value, in FormProperty property, CompiledSchema anything, FormReading reading)
    {
        if (!IsDeclared(value, property, reading) || IsUnread(value, property))
        {
            reading.WriteUnread(property.Place);
            return;
        }

        var text = value.Bytes.Span;
        if (value.IsEscaped ? !Desk.Own.Values.TryDecode(text, out text) : !Utf8.IsValid(text))
        {
            reading.Malform(NoText, property.Place);
        }
        else if (!IsJson(value, property))
        {
            reading.Json.WriteValue(text, property.Shape.TextTypes);
        }
        else if (anything.Judge(value.IsEscaped ? text.ToArray() : value.Bytes) == SchemaVerdict.Valid)
        {
            // Only a text that is one JSON value and no more becomes a part of another.
            reading.Json.Write(text);
        }
        else
        {
            reading.Malform("The field is no JSON text (RFC 8259), or nested too deep.", property.Place);
        }
    }

    private static bool IsDeclared(in FormValue value, in FormProperty property, FormReading reading)
    {
        foreach (var header in property.Encoding.Headers)
        {
            if (!value.Headers.Contains(header))
            {
                reading.Fail(property.Place, $"{property.Encoding.Pointer}/headers/{SubschemaKeywords.Escape(header)}", $"The part has no header '{header}'.");
            }
        }

        if (value.ContentType is null || property.Encoding.Types.Length == 0 || Includes(property.Encoding.Types, value.ContentType))
        {
            return true;
        }

        reading.Fail(property.Place, $"{property.Encoding.Pointer}/contentType", "The part's content type is not one that the contract names.");
        return false;
    }

    private static bool Includes(MediaRange[] types, string contentType)
    {
        foreach (var type in types)
        {
            if (type.Includes(new MediaTypeText(contentType)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsUnread(in FormValue value, in FormProperty property)
    {
        if (value.ContentType is null)
        {
            return value.IsFile || property.Shape.IsBinary || property.Encoding.IsBinary;
        }

        var media = new MediaTypeText(value.ContentType);
        var isText = media.Essence.Equals("text/plain", StringComparison.OrdinalIgnoreCase);
        return !MediaRange.IsJsonType(media.Essence) && (!isText || value.IsFile || property.Shape.IsBinary);
    }

    private static bool IsJson(in FormValue value, in FormProperty property) => value.ContentType is { } own
        ? MediaRange.IsJsonType(new MediaTypeText(own).Essence)
        : property.Encoding.IsJson || (property.Encoding.Types.Length == 0 && property.Shape.IsObject);

    /// <summary>What is known of a property.</summary>
    private readonly record struct FormProperty(string Place, ValueShape Shape, FieldEncoding Encoding);
}

using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.OpenApi;

/// <summary>Parts of an OpenAPI document in which nothing can be wrong besides their schemas: they have the fields that must be there, of the right types, and no others.</summary>
internal static class PlainOpenApi
{
    /// <summary>A reference of the kind that belongs here. Whether it leads somewhere is checked elsewhere.</summary>
    public static bool Leads(SourceNode node, string to) =>
        node.MemberArray is [{ Key: "$ref", Value: { Kind: SourceKind.Text } reference }] && reference.Text.StartsWith(to, StringComparison.Ordinal);

    /// <summary>A Parameter Object.</summary>
    /// <param name="node">The object.</param>
    /// <param name="path">The template that a parameter of the path has to be in; null: it can be in none.</param>
    public static bool IsParameter(SourceNode node, string? path)
    {
        var (name, hasSchema, isRequired, place) = ("", false, false, "");
        foreach (ref readonly var member in node.MemberArray.AsSpan())
        {
            switch (member)
            {
                case { Key: "name", Value: { Kind: SourceKind.Text, Text.Length: > 0 } }:
                    name = member.Value.Text;
                    break;
                case { Key: "in", Value: { Kind: SourceKind.Text } value }:
                    place = value.Text;
                    break;
                case { Key: "required", Value.Kind: SourceKind.Boolean }:
                    isRequired = member.Value.Text == "true";
                    break;
                case { Key: "schema", Value.Kind: SourceKind.Mapping }:
                    hasSchema = true;
                    break;
                case { Key: "description", Value.Kind: SourceKind.Text } or { Key: "deprecated", Value.Kind: SourceKind.Boolean }:
                    break;
                default:
                    return false;
            }
        }

        return name.Length > 0 && hasSchema && place switch
        {
            "query" or "header" or "cookie" => true,
            "path" => isRequired && path is not null && path.Contains($"{{{name}}}", StringComparison.Ordinal),
            _ => false,
        };
    }

    /// <summary>A Request Body Object.</summary>
    public static bool IsRequestBody(SourceNode node)
    {
        var hasContent = false;
        foreach (ref readonly var member in node.MemberArray.AsSpan())
        {
            hasContent |= member.Key == "content";
            if (member is not ({ Key: "description", Value.Kind: SourceKind.Text } or { Key: "required", Value.Kind: SourceKind.Boolean }) && !(member.Key == "content" && IsContent(member.Value)))
            {
                return false;
            }
        }

        return hasContent;
    }

    /// <summary>A Response Object.</summary>
    public static bool IsResponse(SourceNode node)
    {
        var isDescribed = false;
        foreach (ref readonly var member in node.MemberArray.AsSpan())
        {
            var isPlain = member.Key switch
            {
                "description" => isDescribed = member.Value is { Kind: SourceKind.Text, Text.Length: > 0 },
                "content" => IsContent(member.Value),
                "headers" => member.Value.Kind == SourceKind.Mapping && Array.TrueForAll(member.Value.MemberArray, header => Leads(header.Value, "#/components/headers/")),
                _ => false,
            };
            if (!isPlain)
            {
                return false;
            }
        }

        return isDescribed;
    }

    /// <summary>A Media Type Object.</summary>
    public static bool IsMediaType(SourceNode node)
    {
        foreach (ref readonly var member in node.MemberArray.AsSpan())
        {
            var isPlain = member.Key switch
            {
                "schema" or "example" => true,
                "examples" => member.Value.Kind == SourceKind.Mapping && Array.TrueForAll(member.Value.MemberArray, example => Leads(example.Value, "#/components/examples/")),
                _ => false,
            };
            if (!isPlain)
            {
                return false;
            }
        }

        return node.Kind == SourceKind.Mapping;
    }

    private static bool IsContent(SourceNode node) => node.Kind == SourceKind.Mapping && Array.TrueForAll(node.MemberArray, media => IsMediaType(media.Value));
}

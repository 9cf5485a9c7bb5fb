using System.Text;
using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas.Branches;

namespace RetailSync.Contracts.Schemas;

/// <content><c>discriminator</c> (OpenAPI 3.0 to 3.2, Discriminator Object).</content>
internal sealed partial class SchemaCompiler
{
    private const string Components = "#/components/schemas/";

    // Null: there is none that means something here.
    private Discriminated? Discriminate(SchemaPlace place, SchemaNode[] schemas, bool isOneOf, int owner)
    {
        if (use == SchemaUse.Plain || place.Node["discriminator"] is not { } source)
        {
            return null;
        }

        if (source["propertyName"] is not { Kind: SourceKind.Text, Text: not "" } property)
        {
            Fault(place, source, "A discriminator needs 'propertyName', the name of the property whose value names the schema.");
            return null;
        }

        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var member in source["mapping"]?.Members ?? [])
        {
            numbers[member.Key] = Mapped(place, member.Value, schemas, owner);
        }

        // A schema that is referred to has its own name besides.
        var listed = place.Node[isOneOf ? "oneOf" : "anyOf"]!.Items;
        for (var number = 0; number < listed.Count; number++)
        {
            if (listed[number]["$ref"] is { Kind: SourceKind.Text } reference && reference.Text.StartsWith(Components, StringComparison.Ordinal))
            {
                numbers.TryAdd(Uri.UnescapeDataString(reference.Text[Components.Length..]), number);
            }
        }

        var otherwise = source["defaultMapping"] is { } mapping ? Mapped(place, mapping, schemas, owner) : Discriminated.Unknown;
        return new Discriminated(Encoding.UTF8.GetBytes(property.Text), new PropertyTable([.. numbers.Keys]), [.. numbers.Values], otherwise, schemas, isOneOf);
    }

    // The position of the schema that a mapping names, by name or by reference.
    private int Mapped(SchemaPlace place, SourceNode value, SchemaNode[] schemas, int owner)
    {
        var target = value.Kind != SourceKind.Text ? null
            : bundle.Resolve($"{Components}{Uri.EscapeDataString(SubschemaKeywords.Escape(value.Text))}", place.Resource) ?? bundle.Resolve(value.Text, place.Resource);
        if (target is null)
        {
            Fault(place, value, "The mapping of a discriminator must be the name of a schema under components, or a reference such as '#/components/schemas/Card', that leads somewhere.");
            return Discriminated.Elsewhere;
        }

        var number = Array.IndexOf(schemas, Get(target.Value, owner));
        return number < 0 ? Discriminated.Elsewhere : number;
    }
}

using System.Text;
using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas.Patterns;

namespace RetailSync.Contracts.Compare.Events;

/// <content>Objects.</content>
internal sealed partial class Inclusion
{
    private static readonly string[] Lookers = ["additionalProperties", "if", "dependentSchemas", "dependencies", "$dynamicRef", "$recursiveRef"];

    private readonly Dictionary<string, CompiledPattern?> _patterns = [];

    private bool FitsObject(FlatSchema writer, SchemaPart reader, FlatSchema whole, string path)
    {
        var fits = FitsRequired(writer, reader, path) & FitsProperties(writer, reader, path) & FitsUndescribed(writer, reader, whole, path);
        fits &= FitsCount(writer, reader, path, "minProperties", 1, "objects with more properties") & FitsCount(writer, reader, path, "maxProperties", -1, "objects with fewer properties");
        return fits & FitsDependencies(writer, reader, path);
    }

    private bool FitsRequired(FlatSchema writer, SchemaPart reader, string path)
    {
        var fits = true;
        foreach (var name in reader.Items("required").Where(name => !IsRequired(writer, name.Node.Text)))
        {
            fits &= Miss("property-required", Join(path, name.Node.Text), "require it, but the data may lack it", writer, name, Described(writer, name.Node.Text).FirstOrDefault());
        }

        return fits;
    }

    private bool FitsProperties(FlatSchema writer, SchemaPart reader, string path)
    {
        var fits = true;
        foreach (var property in reader.Node["properties"]?.Members ?? [])
        {
            var described = Described(writer, property.Key).ToList();
            var wanted = readers.Flatten(reader.Below("properties", property.Key));
            if (described.Count > 0)
            {
                fits &= Fits(Merge(described), wanted, Join(path, property.Key));
            }
            else if (Rest(writer) is { Node.Kind: SourceKind.Mapping } others && !IsClosed(writer))
            {
                fits &= Fits(writers.Flatten(others), wanted, Join(path, property.Key));
            }
            else if (isStrict && !IsClosed(writer) && !AcceptsAnything(wanted))
            {
                fits &= Miss("property-undescribed", Join(path, property.Key), "expect something under this name, but data of an open object may have anything there", writer, reader.Below("properties", property.Key));
            }
        }

        foreach (var pattern in reader.Node["patternProperties"]?.Members ?? [])
        {
            foreach (var name in Names(writer).Where(name => Matches(pattern.Key, name)))
            {
                fits &= Fits(Merge(Described(writer, name)), readers.Flatten(reader.Below("patternProperties", pattern.Key)), Join(path, name));
            }

            var same = writer.Parts.Select(part => part.Below("patternProperties", pattern.Key)).OfType<SchemaPart>().ToList();
            if (isStrict && same.Count == 0 && !(IsClosed(writer) && !Patterns(writer).Any()) && !AcceptsAnything(readers.Flatten(reader.Below("patternProperties", pattern.Key))))
            {
                fits &= Miss("property-undescribed", Join(path, $"/{pattern.Key}/"), "expect something under such names, but data of an open object may have anything there", writer, reader.Below("patternProperties", pattern.Key));
            }

            fits &= same.Count == 0 || Fits(Merge(same), readers.Flatten(reader.Below("patternProperties", pattern.Key)), Join(path, $"/{pattern.Key}/"));
        }

        return fits;
    }

    // What the reader says about names that it does not describe itself.
    private bool FitsUndescribed(FlatSchema writer, SchemaPart reader, FlatSchema whole, string path)
    {
        var isOwn = reader.Node["additionalProperties"] is not null;
        if ((reader.Below("additionalProperties") ?? reader.Below("unevaluatedProperties")) is not { } rest)
        {
            return true;
        }

        var known = isOwn ? [reader] : whole.Parts;
        var fits = true;
        foreach (var name in Names(writer).Where(name => !known.Any(part => Describes(part, name))))
        {
            fits &= rest.IsFalse
                ? Miss("property-not-accepted", Join(path, name), "refuse it, because they accept no property that they do not know", writer, rest, Described(writer, name).FirstOrDefault())
                : Fits(Merge(Described(writer, name)), readers.Flatten(rest), Join(path, name));
        }

        foreach (var pattern in Patterns(writer).Where(pattern => !known.Any(part => part.Below("patternProperties", pattern.Name) is not null)))
        {
            fits &= rest.IsFalse
                ? Miss("property-not-accepted", Join(path, $"/{pattern.Name}/"), "refuse names like it, because they accept no property that they do not know", writer, rest, pattern.Part)
                : Fits(writers.Flatten(pattern.Part), readers.Flatten(rest), Join(path, $"/{pattern.Name}/"));
        }

        if (IsClosed(writer))
        {
            return fits;
        }

        var others = Rest(writer);
        if (others is null && !isStrict)
        {
            return fits && (!rest.IsFalse || Miss("object-closed", path, "accept no property that they do not know, and the data's description does not rule them out", writer, rest, level: ChangeLevel.Warning));
        }

        return fits & (rest.IsFalse && others is not { Node.Kind: SourceKind.Mapping }
            ? Miss("object-closed", path, "accept no property that they do not know, but the data may have any", writer, rest, others)
            : Fits(writers.Flatten(others), readers.Flatten(rest), Join(path, "*")));
    }

    private bool FitsDependencies(FlatSchema writer, SchemaPart reader, string path)
    {
        var fits = true;
        foreach (var dependency in reader.Node["dependentRequired"]?.Members ?? [])
        {
            foreach (var name in dependency.Value.Items.Where(name => !IsRequired(writer, name.Text) && !writer.Parts.Any(part => part.Node["dependentRequired"]?[dependency.Key]?.Items.Any(other => other.Text == name.Text) == true)))
            {
                fits &= Miss("property-required", Join(path, name.Text), $"require it beside '{dependency.Key}', but the data may lack it", writer, reader.Below("dependentRequired", dependency.Key));
            }
        }

        return fits;
    }

    private static bool IsRequired(FlatSchema writer, string name) => writer.Parts.Any(part => part.Node["required"]?.Items.Any(other => other.Text == name) == true);

    // The names that data is said to have: nobody can list those that match a pattern.
    private static IEnumerable<string> Names(FlatSchema schema) => schema.Parts.SelectMany(part => part.Node["properties"]?.Members ?? []).Select(member => member.Key).Distinct();

    private static IEnumerable<(string Name, SchemaPart Part)> Patterns(FlatSchema schema) =>
        schema.Parts.SelectMany(part => (part.Node["patternProperties"]?.Members ?? []).Select(member => (member.Key, part.Below("patternProperties", member.Key)!)));

    private IEnumerable<SchemaPart> Described(FlatSchema schema, string name)
    {
        foreach (var part in schema.Parts)
        {
            if (part.Below("properties", name) is { } own)
            {
                yield return own;
            }

            foreach (var pattern in part.Node["patternProperties"]?.Members ?? [])
            {
                if (Matches(pattern.Key, name))
                {
                    yield return part.Below("patternProperties", pattern.Key)!;
                }
            }
        }
    }

    private bool Describes(SchemaPart part, string name) => part.Node["properties"]?[name] is not null || (part.Node["patternProperties"]?.Members ?? []).Any(pattern => Matches(pattern.Key, name));

    private FlatSchema Merge(IEnumerable<SchemaPart> described) => described.Select(writers.Flatten).Aggregate(FlatSchema.Anything, (all, one) => all.And(one));

    private static SchemaPart? Rest(FlatSchema writer) => writer.First("additionalProperties") ?? writer.First("unevaluatedProperties");

    // 'unevaluatedProperties' closes an object only as far as nothing else has looked at its properties.
    private static bool IsClosed(FlatSchema writer) =>
        writer.Parts.Any(part => part.Below("additionalProperties") is { IsFalse: true })
        || (writer.Parts.Any(part => part.Below("unevaluatedProperties") is { IsFalse: true }) && !writer.Parts.Any(part => Lookers.Any(keyword => part.Node[keyword] is not null)));

    private static bool AcceptsAnything(FlatSchema schema) =>
        schema.Choices.Count == 0 && schema.Parts.All(part => part.Node is { Kind: SourceKind.Boolean, Text: "true" } || (part.Node.Kind == SourceKind.Mapping && part.Node.Members.All(member => member.Key is "title" or "description" or "default" or "examples" or "deprecated" or "$comment" or "$id" or "$schema" or "$ref")));

    private bool Matches(string pattern, string name)
    {
        if (!_patterns.TryGetValue(pattern, out var compiled))
        {
            _patterns[pattern] = compiled = CompiledPattern.Compile(pattern, out _);
        }

        return compiled?.IsMatch(Encoding.UTF8.GetBytes(name)) ?? false;
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}

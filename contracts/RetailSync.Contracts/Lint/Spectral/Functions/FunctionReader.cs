using System.Globalization;
using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas;
using RetailSync.Gateway;

namespace RetailSync.Contracts.Lint.Spectral.Functions;

/// <summary>Reads <c>function</c> and <c>functionOptions</c> of a rule.</summary>
internal sealed class FunctionReader(SourceDocument document, ICollection<ConfigFault> faults)
{
    private const string Known = "truthy, falsy, defined, undefined, pattern, casing, length, enumeration, schema, xor, or, alphabetical, unreferencedReusableObject";

    /// <summary>The function; null, with a fault, when it is not known or its options are wrong.</summary>
    public ISpectralFunction? Read(MappingReader then)
    {
        var name = then.RequiredText("function");
        var options = then.OptionalMapping("functionOptions");
        switch (name)
        {
            case null:
                return null;
            case "truthy" or "falsy" or "defined" or "undefined":
                return new Presence(name);
            case "alphabetical":
                return new Alphabetical(options?.OptionalText("keyedBy"));
        }

        if (options is null)
        {
            then.Fault(IsKnown(name) ? $"The function '{name}' needs functionOptions." : $"The function '{name}' is not known. Known: {Known}.");
            return null;
        }

        return name switch
        {
            "pattern" => ReadPattern(options),
            "casing" => ReadCasing(options),
            "length" => new Length(Number(options, "min"), Number(options, "max")),
            "enumeration" => options.Find("values") is { Kind: SourceKind.List } values ? new Enumeration(values.Items) : Missing(options, "values"),
            "xor" or "or" => options.Find("properties") is null ? Missing(options, "properties") : new PropertyChoice(options.TextList("properties"), name == "xor"),
            "schema" => ReadSchema(options),
            "unreferencedReusableObject" => options.RequiredText("reusableObjectsLocation") is { } location ? new UnreferencedReusableObject(location) : null,
            _ => Unknown(then, name),
        };
    }

    private static bool IsKnown(string name) => Known.Split(", ").Contains(name);

    private static ISpectralFunction? Unknown(MappingReader then, string name)
    {
        then.Fault("function", $"The function '{name}' is not known. Known: {Known}. Functions written in JavaScript are not run.");
        return null;
    }

    private static ISpectralFunction? Missing(MappingReader options, string key)
    {
        options.Fault($"'{key}' must be a list.");
        return null;
    }

    private static Pattern? ReadPattern(MappingReader options)
    {
        var (match, notMatch) = (One(options, "match"), One(options, "notMatch"));
        if (match is null && notMatch is null)
        {
            options.Fault("'match' or 'notMatch' is missing.");
            return null;
        }

        return new Pattern(match, notMatch);
    }

    private static (string, SpectralPattern)? One(MappingReader options, string key)
    {
        if (options.OptionalText(key) is not { } text)
        {
            return null;
        }

        if (SpectralPattern.TryRead(text, out var pattern, out var fault))
        {
            return (text, pattern!);
        }

        options.Fault(key, $"The pattern '{text}' cannot be used: {fault}");
        return null;
    }

    private static Casing? ReadCasing(MappingReader options)
    {
        var separator = options.OptionalMapping("separator");
        var name = options.RequiredText("type");
        if (name is not null && !Casing.Names.Contains(name))
        {
            options.Fault("type", $"'{name}' is no case. Known: {string.Join(", ", Casing.Names)}.");
            return null;
        }

        return name is null ? null : new Casing(name, options.OptionalBool("disallowDigits") != true, separator?.RequiredText("char"), separator?.OptionalBool("allowLeading") ?? false);
    }

    private static double? Number(MappingReader options, string key)
    {
        if (options.Find(key) is not { } number)
        {
            return null;
        }

        if (number.Kind == SourceKind.Number)
        {
            return double.Parse(number.Text, NumberStyles.Float, CultureInfo.InvariantCulture);
        }

        options.Fault(key, $"'{key}' must be a number.");
        return null;
    }

    private SchemaFunction? ReadSchema(MappingReader options)
    {
        if (options.Find("schema") is not { } schema)
        {
            options.Fault("'schema' is missing.");
            return null;
        }

        var dialect = options.OptionalText("dialect") switch
        {
            null or "auto" => schema["$schema"] is { } own ? SchemaDialect.Find(own.Text) : null,
            "draft4" => SchemaDialect.Draft4,
            "draft6" => SchemaDialect.Draft6,
            "draft2019-09" => SchemaDialect.Draft201909,
            "draft2020-12" => SchemaDialect.Draft202012,
            _ => null,
        };
        var before = faults.Count;
        var bundle = new SchemaBundle();

        // References in it start at the schema: it is a document of its own.
        var resource = bundle.Add("https://ruleset.invalid/", new SourceDocument(document.Name, schema), dialect ?? SchemaDialect.Draft7);
        var node = new SchemaCompiler(bundle, judgesFormats: true, faults).Compile(new SchemaPlace(schema, resource, ""));
        return faults.Count > before ? null : new SchemaFunction(new CompiledSchema(node, bundle.IsDynamic), options.OptionalBool("allErrors") ?? false);
    }
}

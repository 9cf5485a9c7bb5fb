using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas;
using RetailSync.Contracts.Tests.Schemas.Oracle;
using RetailSync.Gateway;

namespace RetailSync.Fuzz.Targets;

/// <summary>The compiler: any schema compiles or has faults, and what compiles judges values within its budget. An input is a digit for the draft, and the schema.</summary>
internal sealed class SchemaTarget : FuzzTarget
{
    private const int ValuesEach = 6;

    private static readonly JsonSerializerOptions Deep = new() { MaxDepth = 200 };

    private static readonly string[] Nasty =
    [
        """{"$ref":"#"}""", """{"anyOf":[{"$ref":"#"},{"$ref":"#"}]}""", """{"allOf":[{"$ref":"#"}]}""", """{"not":{"$ref":"#"}}""", """{"$ref":"#/properties/a"}""", """{"$ref":"#/$defs/nowhere"}""", """{"$ref":"file:///etc/passwd"}""",
        """{"$ref":"https://contract.invalid/other"}""", """{"$id":"https://contract.invalid/fuzz","$ref":"#"}""", """{"$id":"a b:%%","type":"object"}""", """{"$id":"#a","$anchor":"a"}""", """{"$dynamicAnchor":"n","$dynamicRef":"#n"}""",
        """{"$recursiveAnchor":true,"$recursiveRef":"#"}""", """{"pattern":"^(a+)+$"}""", """{"pattern":"(a|a)*b"}""", """{"pattern":"((a{0,100}){0,100}){0,100}"}""", """{"pattern":"(.)\\1"}""", """{"pattern":"(?=a)(?!b)(?<=c)d"}""",
        """{"pattern":"[\\ud800-\\udfff]"}""", """{"pattern":"\\p{L}{1,60000}"}""", """{"pattern":"(?<n>a)\\k<n>"}""", """{"patternProperties":{"^(a?){50}a{50}$":{"type":"null"}}}""", """{"multipleOf":1e-1000000000}""", """{"multipleOf":1e1000000000}""",
        """{"minimum":1e999999999999}""", """{"maxLength":1e400}""", """{"minItems":-1}""", """{"enum":[]}""", """{"enum":[1e1000000000,{"a":[1,{"b":null}]}]}""", """{"const":-0.0}""", """{"uniqueItems":true}""", """{"contains":{"uniqueItems":true}}""",
        """{"unevaluatedProperties":false,"anyOf":[{"properties":{"a":true}},{"$ref":"#"}]}""", """{"unevaluatedItems":false,"prefixItems":[true]}""", """{"format":"regex"}""", """{"format":"idn-hostname"}""", """{"properties":{"__proto__":false,"":true}}""",
        """{"if":{"$ref":"#"},"then":{"$ref":"#"},"else":false}""", """{"dependentSchemas":{"a":{"$ref":"#"}}}""", """{"oneOf":[{"$ref":"#"},{"$ref":"#"},{"$ref":"#"}]}""", """{"$schema":"http://json-schema.org/draft-04/schema#","id":"x"}""", """{"required":[1,null]}""",
        """{"type":["integer","integer",1]}""", """{"items":[{},{"$ref":"#"}],"additionalItems":false}""", """{"propertyNames":{"$ref":"#"}}""", """{"additionalProperties":{"$ref":"#"}}""", "true", "false", "null", "[]", "\"x\"", "1",
    ];

    public override string Name => "schema";

    public override byte[] Make(Random random)
    {
        var number = random.Next(OracleDraft.All.Count + 1);
        var schema = new SchemaMaker(random, OracleDraft.All[Math.Min(number, OracleDraft.All.Count - 1)], random.Chance(0.2)).Make();
        for (var chance = 0.6; random.Chance(chance); chance /= 1.5)
        {
            Plant(random, schema, JsonNode.Parse(Nasty[random.Next(Nasty.Length)]));
        }

        var text = Encoding.UTF8.GetBytes($"{number}{schema.ToJsonString(Deep)}");
        return random.Chance(0.25) ? ByteMutator.Spoil(random, text, [text]) : text;
    }

    public override Finding? Check(byte[] input)
    {
        var number = input.Length > 0 ? input[0] - '0' : 0;
        var dialect = number >= 0 && number < OracleDraft.All.Count ? OracleDraft.All[number].Dialect : SchemaDialect.OpenApi30;
        List<ConfigFault> faults = [];
        if (DocumentReader.Read("schema.json", input.AsMemory(Math.Min(1, input.Length)), faults) is not { } document || faults.Count > 0)
        {
            return faults.Count > 0 ? null : new Finding("silence", "neither a document nor a fault");
        }

        var bundle = new SchemaBundle();
        var root = bundle.Add("https://contract.invalid/fuzz", document, dialect);
        var node = new SchemaCompiler(bundle, judgesFormats: true, faults).Compile(new SchemaPlace(root.Root, root, ""));
        var schema = new CompiledSchema(node, bundle.IsDynamic);
        return faults.Count > 0 ? null : Values(document, input).Select(value => Verdicts.Check(schema, value)).FirstOrDefault(finding => finding is not null);
    }

    private static void Plant(Random random, JsonNode schema, JsonNode? nasty)
    {
        // Schemas stand under keys and in lists alike: any mapping inside will do, keyword or not.
        var places = Below(schema).OfType<JsonObject>().Append(schema as JsonObject).OfType<JsonObject>().ToList();
        if (places.Count == 0)
        {
            return;
        }

        var place = places[random.Next(places.Count)];
        if (nasty is JsonObject mapping && random.Chance(0.6))
        {
            foreach (var (key, value) in mapping)
            {
                place[key] = value?.DeepClone();
            }
        }
        else
        {
            place[random.Pick<string>(["not", "additionalProperties", "items", "contains", "propertyNames", "if", "$defs", "properties", "allOf", "enum", "minLength"])] = nasty;
        }
    }

    private static IEnumerable<JsonNode?> Below(JsonNode? node) => node switch
    {
        JsonObject mapping => mapping.SelectMany(member => Below(member.Value).Prepend(member.Value)).ToList(),
        JsonArray list => list.SelectMany(item => Below(item).Prepend(item)).ToList(),
        _ => [],
    };

    private static IEnumerable<byte[]> Values(SourceDocument schema, byte[] input)
    {
        var random = new Random(input.Aggregate(17, (hash, each) => unchecked((hash * 31) + each)));
        for (var i = 0; i < ValuesEach; i++)
        {
            yield return JsonSerializer.SerializeToUtf8Bytes(Value(random, schema), Deep);
        }

        yield return """{"a":{"a":{"a":{"a":{"a":{"a":[[[[[[[]]]]]]]}}}}}}"""u8.ToArray();
        yield return Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Range(0, 400))},\"{new string('a', 2000)}b\",1e1000000000]");
    }

    private static JsonNode? Value(Random random, SourceDocument schema)
    {
        try
        {
            var node = JsonNode.Parse(schema.ToJson().Span, documentOptions: new JsonDocumentOptions { MaxDepth = 200 })!;
            var value = new ValueMaker(random, node, OracleDraft.All[random.Next(OracleDraft.All.Count)], isOdd: false).Make();
            return random.Chance(0.5) ? new Mutator(random, isOdd: true).Change(value) : value;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The maker wants schemas that are well-formed; any value will do for the others.
            return Samples.Value(random, 0, isOdd: true);
        }
    }
}

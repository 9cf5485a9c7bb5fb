using System.Text.Encodings.Web;
using System.Text.Json;
using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas;
using RetailSync.Gateway;

namespace RetailSync.Contracts.Tests.Schemas.Oracle;

/// <summary>This side's opinion, in the letters of the other.</summary>
internal static class Own
{
    // The same value in several ways of writing.
    private static readonly JsonSerializerOptions[] Writings =
    [
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 200 },
        new() { Encoder = JavaScriptEncoder.Default, MaxDepth = 200 },
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true, MaxDepth = 200 },
    ];

    private const int MaxTries = 5;

    /// <summary>The verdicts on a batch, a letter per value, or the reason why there are none, after an exclamation mark.</summary>
    public static string Judge(OracleBatch batch)
    {
        var faults = new List<ConfigFault>();
        var document = DocumentReader.Read("schema.json", JsonSerializer.SerializeToUtf8Bytes(batch.Schema, Writings[0]), faults);
        if (document is null)
        {
            return "!" + string.Join(' ', faults);
        }

        var bundle = new SchemaBundle();
        var root = bundle.Add("https://contract.invalid/oracle", document, batch.Draft.Dialect);
        var schema = new CompiledSchema(new SchemaCompiler(bundle, judgesFormats: false, faults) { AllowsBacktracking = true }.Compile(new SchemaPlace(root.Root, root, "")), bundle.IsDynamic);
        return faults.Count > 0 ? "!" + string.Join(' ', faults) : string.Concat(batch.Values.Select((value, number) => Letter(schema, JsonSerializer.SerializeToUtf8Bytes(value, Writings[number % Writings.Length]))));
    }

    // The run that gathers failures goes other ways through the code; both have to say the same.
    private static char Letter(CompiledSchema schema, byte[] json)
    {
        var verdict = schema.Judge(json);
        var (again, failures) = schema.Explain(json);

        // Patterns that need backtracking have a clock, and here also a busy machine: whoever gave up is asked again.
        for (var tries = 0; tries < MaxTries && (verdict == SchemaVerdict.GaveUp) != (again == SchemaVerdict.GaveUp); tries++)
        {
            verdict = schema.Judge(json);
            (again, failures) = schema.Explain(json);
        }

        if (again != verdict || (verdict == SchemaVerdict.Invalid) != (failures.Count > 0))
        {
            return '2';
        }

        return verdict switch { SchemaVerdict.Valid => 'V', SchemaVerdict.Invalid => 'I', SchemaVerdict.NotJson => 'N', _ => 'G' };
    }
}

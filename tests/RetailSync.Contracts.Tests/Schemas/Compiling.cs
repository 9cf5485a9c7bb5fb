using System.Text;
using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas;
using RetailSync.Gateway;

namespace RetailSync.Contracts.Tests.Schemas;

/// <summary>Compiles schemas that stand in a test.</summary>
internal static class Compiling
{
    public static CompiledSchema Schema(string json, SchemaDialect? dialect = null)
    {
        var faults = new List<ConfigFault>();
        var schema = Compile(json, dialect ?? SchemaDialect.Draft202012, faults);
        Assert.Empty(faults);
        return schema;
    }

    public static ConfigFault Fault(string json, SchemaDialect? dialect = null)
    {
        var faults = new List<ConfigFault>();
        Compile(json, dialect ?? SchemaDialect.Draft202012, faults);
        return Assert.Single(faults);
    }

    public static SchemaVerdict Judge(this CompiledSchema schema, string json) => schema.Judge(Encoding.UTF8.GetBytes(json));

    public static IReadOnlyList<SchemaFailure> Failures(this CompiledSchema schema, string json) => schema.Explain(Encoding.UTF8.GetBytes(json)).Failures;

    private static CompiledSchema Compile(string json, SchemaDialect dialect, List<ConfigFault> faults)
    {
        var bundle = new SchemaBundle();
        var root = bundle.Add("https://contract.invalid/test", DocumentReader.Read("test.json", Encoding.UTF8.GetBytes(json), faults)!, dialect);
        return new CompiledSchema(new SchemaCompiler(bundle, judgesFormats: true, faults).Compile(new SchemaPlace(root.Root, root, "")), bundle.IsDynamic);
    }
}

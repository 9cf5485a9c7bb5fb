using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas;
using RetailSync.Gateway;

namespace RetailSync.Benchmarks.Validation;

/// <summary>The bodies by name, and their compiled schemas.</summary>
internal static class BodySchema
{
    public static readonly string[] Names = ["Customer", "Order", "Catalogue"];

    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "Validation", "retail.schema.json");

    public static byte[] Body(string name) => name switch
    {
        "Customer" => Payloads.Customer(),
        "Order" => Payloads.Order(),
        _ => Payloads.Catalogue(),
    };

    public static CompiledSchema Compile(string name)
    {
        var faults = new List<ConfigFault>();
        var document = DocumentReader.ReadFile(Path, "retail.schema.json", faults)!;
        var bundle = new SchemaBundle();
        var root = bundle.Add("https://bench.invalid/retail", document, SchemaDialect.Draft202012);
        var place = bundle.Resolve($"#/$defs/{name}", root)!.Value;
        var schema = new CompiledSchema(new SchemaCompiler(bundle, judgesFormats: true, faults).Compile(place), bundle.IsDynamic);
        return faults.Count == 0 ? schema : throw new InvalidOperationException($"The schema of {name} cannot be used: {faults[0].Message}");
    }
}

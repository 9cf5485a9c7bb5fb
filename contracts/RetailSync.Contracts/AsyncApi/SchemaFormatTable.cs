using RetailSync.Contracts.Schemas;

namespace RetailSync.Contracts.AsyncApi;

/// <summary>Which dialect a <c>schemaFormat</c> of a multi-format schema object means (AsyncAPI 3.1, "Schema formats table").</summary>
internal static class SchemaFormatTable
{
    /// <summary>The formats that are known, as a message lists them.</summary>
    public const string Known =
        "application/vnd.aai.asyncapi;version=3.0.0 (AsyncAPI's own, the default), application/schema+json;version=draft-07 (or draft-04, draft-06, 2019-09, 2020-12), application/vnd.oai.openapi;version=3.0.0";

    /// <summary>AsyncAPI's own schemas are a superset of draft 7.</summary>
    public static SchemaDialect Default => SchemaDialect.Draft7;

    /// <summary>The dialect of a format; null when it is not known.</summary>
    public static SchemaDialect? Find(string format)
    {
        var parts = format.Split(';', StringSplitOptions.TrimEntries);
        var type = parts[0].ToLowerInvariant();
        var version = parts.Skip(1).FirstOrDefault(part => part.StartsWith("version=", StringComparison.OrdinalIgnoreCase))?["version=".Length..].Trim('"') ?? "";
        return WithoutSuffix(type) switch
        {
            "application/vnd.aai.asyncapi" when version.Length == 0 || version[0] is '2' or '3' => Default,
            "application/schema" => version switch
            {
                "draft-07" => SchemaDialect.Draft7,
                "draft-04" => SchemaDialect.Draft4,
                "draft-06" => SchemaDialect.Draft6,
                "2019-09" or "draft-2019-09" => SchemaDialect.Draft201909,
                "" or "2020-12" or "draft-2020-12" => SchemaDialect.Draft202012,
                _ => null,
            },
            "application/vnd.oai.openapi" when version.StartsWith("3.0", StringComparison.Ordinal) => SchemaDialect.OpenApi30,
            "application/vnd.oai.openapi" when version.StartsWith("3.", StringComparison.Ordinal) => SchemaDialect.Draft202012,
            _ => null,
        };
    }

    private static string WithoutSuffix(string type) =>
        type.EndsWith("+json", StringComparison.Ordinal) || type.EndsWith("+yaml", StringComparison.Ordinal) ? type[..^5] : type;
}

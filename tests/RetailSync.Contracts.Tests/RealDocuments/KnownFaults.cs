namespace RetailSync.Contracts.Tests.RealDocuments;

/// <summary>What is wrong with documents of others, and by which rule.</summary>
internal static class KnownFaults
{
    private const string NoResponse = "Responses must contain at least one response";
    private const string ResponsesObject = "OpenAPI 3.0.3 and 3.1.0, Responses Object: it must contain at least one response code.";
    private const string ComponentName = @"The key 'rate estimate' in 'schemas' of components MUST match the regular expression '^[a-zA-Z0-9\.\-_]+$'.";
    private const string ComponentsObject = "OpenAPI 3.0.3, Components Object: names are letters, digits, points, hyphens and underscores.";

    private static readonly (string File, string Message, int Count, string Reason)[] All =
    [
        ("@directus/specs/dist/openapi.json", "A schema is a mapping or true or false, but this is empty.", 1, "OpenAPI 3.0.1, Media Type Object: a schema is an object; here it is null."),
        ("shipengine-openapi/openapi.json", ComponentName, 1, ComponentsObject),
        ("shipengine-openapi/openapi.yaml", ComponentName, 1, ComponentsObject),
        ("@readme/oas-examples/3.0/json/openapi-workshop/post.json", NoResponse, 1, ResponsesObject),
        ("@readme/oas-examples/3.1/json/parameters-style.json", NoResponse, 25, ResponsesObject),
        ("@readme/oas-examples/3.1/json/readme-extensions.json", NoResponse, 10, ResponsesObject),
        ("@readme/oas-examples/3.1/json/schema-encoding-style.json", NoResponse, 1, ResponsesObject),
        ("@readme/oas-examples/3.1/json/schema-types.json", NoResponse, 23, ResponsesObject),
        ("@readme/oas-examples/3.1/yaml/parameters-style.yaml", NoResponse, 25, ResponsesObject),
        ("@readme/oas-examples/3.1/yaml/readme-extensions.yaml", NoResponse, 10, ResponsesObject),
        ("@readme/oas-examples/3.1/yaml/schema-encoding-style.yaml", NoResponse, 1, ResponsesObject),
        ("@readme/oas-examples/3.1/yaml/schema-types.yaml", NoResponse, 23, ResponsesObject),
    ];

    /// <summary>The faults of the documents below a folder, one line each.</summary>
    public static IEnumerable<string> Below(string path) =>
        All.Where(fault => fault.File.StartsWith(path, StringComparison.Ordinal)).Select(fault => $"{fault.File}: {fault.Message} ({fault.Count})").Order(StringComparer.Ordinal);
}

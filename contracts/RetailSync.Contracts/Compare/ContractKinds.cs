using System.Diagnostics;
using RetailSync.Contracts.Reading;
using RetailSync.Gateway;

namespace RetailSync.Contracts.Compare;

/// <summary>Tells what a document describes. Safe to call from many threads.</summary>
public static class ContractKinds
{
    // What a schema without '$schema' is known by.
    private static readonly string[] SchemaKeywords = ["$ref", "$defs", "$id", "definitions", "type", "properties", "required", "items", "allOf", "anyOf", "oneOf", "not", "if", "enum", "const"];

    /// <summary>How a kind is called.</summary>
    public static string Name(ContractKind kind) => kind switch
    {
        ContractKind.OpenApi => "openapi",
        ContractKind.AsyncApi => "asyncapi",
        ContractKind.JsonSchema => "json-schema",
        _ => throw new UnreachableException($"Kind {kind} has no name."),
    };

    /// <summary>What a document describes; null, with a fault, when it is nothing that can be compared.</summary>
    public static ContractKind? Detect(SourceDocument document, ICollection<ConfigFault> faults)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(faults);

        var root = document.Root;
        if (root.TryFind("openapi", out var openApi))
        {
            return Versioned(document, openApi, ContractKind.OpenApi, "3", "OpenAPI", faults);
        }

        if (root.TryFind("asyncapi", out var asyncApi))
        {
            return Versioned(document, asyncApi, ContractKind.AsyncApi, "3", "AsyncAPI", faults);
        }

        if (root.TryFind("swagger", out var swagger))
        {
            faults.Add(new ConfigFault(document.Locate(swagger), $"OpenAPI {swagger.Value.Text} is not compared; convert the document to OpenAPI 3."));
            return null;
        }

        if (root["$schema"] is not null || SchemaKeywords.Any(keyword => root[keyword] is not null))
        {
            return ContractKind.JsonSchema;
        }

        faults.Add(new ConfigFault(document.Locate(root), "This is neither OpenAPI, AsyncAPI nor a JSON Schema: none of 'openapi', 'asyncapi' and '$schema' is there, nor a keyword of a schema."));
        return null;
    }

    private static ContractKind? Versioned(SourceDocument document, SourceMember version, ContractKind kind, string major, string name, ICollection<ConfigFault> faults)
    {
        if (version.Value.Text == major || version.Value.Text.StartsWith($"{major}.", StringComparison.Ordinal))
        {
            return kind;
        }

        faults.Add(new ConfigFault(document.Locate(version), $"{name} {version.Value.Text} is not compared, only {name} {major}."));
        return null;
    }
}

using System.Collections.Frozen;

namespace RetailSync.Contracts.AsyncApi;

/// <summary>The keys that AsyncAPI 3.0 and 3.1 define for each object, and what walking through a document needs to know of them.</summary>
internal static class AsyncApiKeys
{
    public static readonly string[] Document = ["asyncapi", "id", "info", "servers", "defaultContentType", "channels", "operations", "components"];

    public static readonly string[] Info = ["title", "version", "description", "termsOfService", "contact", "license", "tags", "externalDocs"];

    public static readonly string[] Server =
        ["host", "protocol", "protocolVersion", "pathname", "description", "title", "summary", "variables", "security", "tags", "externalDocs", "bindings"];

    public static readonly string[] Channel =
        ["address", "messages", "title", "summary", "description", "servers", "parameters", "tags", "externalDocs", "bindings"];

    public static readonly string[] Parameter = ["enum", "default", "description", "examples", "location"];

    public static readonly string[] Operation =
        ["action", "channel", "title", "summary", "description", "security", "tags", "externalDocs", "bindings", "traits", "messages", "reply"];

    public static readonly string[] OperationTrait = ["title", "summary", "description", "security", "tags", "externalDocs", "bindings"];

    public static readonly string[] Reply = ["address", "channel", "messages"];

    public static readonly string[] Message =
        ["headers", "payload", "correlationId", "contentType", "name", "title", "summary", "description", "tags", "externalDocs", "bindings", "examples", "traits"];

    public static readonly string[] MessageTrait =
        ["headers", "correlationId", "contentType", "name", "title", "summary", "description", "tags", "externalDocs", "bindings", "examples"];

    public static readonly string[] Example = ["headers", "payload", "name", "summary"];

    public static readonly string[] Components =
    [
        "schemas", "servers", "channels", "operations", "messages", "securitySchemes", "serverVariables", "parameters", "correlationIds", "replies", "replyAddresses",
        "externalDocs", "tags", "operationTraits", "messageTraits", "serverBindings", "channelBindings", "operationBindings", "messageBindings",
    ];

    /// <summary>Under these the next level's keys are names that the author chose.</summary>
    public static readonly FrozenSet<string> NameMaps = FrozenSet.Create(
        StringComparer.Ordinal,
        ["properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "variables", .. Components]);

    /// <summary>Under these lies plain data, in which "$ref" means nothing.</summary>
    public static readonly FrozenSet<string> Data = FrozenSet.Create(StringComparer.Ordinal, "example", "default", "enum", "const", "availableScopes", "scopes");
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace RetailSync.Sandbox.Generic;

/// <summary>Reads an OpenAPI 3.0 or 3.1 file, as much of it as a simulation needs.</summary>
internal static partial class OpenApiReader
{
    private static readonly string[] Methods = ["get", "put", "post", "delete", "patch"];

    /// <summary>Reads a contract. The version comes from the file's name: <c>accounts.v2.openapi.yaml</c> is served below <c>/v2</c>.</summary>
    /// <exception cref="InvalidDataException">The file cannot be used; the message says why and where.</exception>
    public static ServiceContract Read(string file)
    {
        var version = FileVersion().Match(Path.GetFileName(file));
        if (!version.Success)
        {
            throw new InvalidDataException($"{file}: the name must hold the major version, as in accounts.v2.openapi.yaml.");
        }

        var root = YamlToJson.Read(file);
        try
        {
            return new ServiceContract($"/v{version.Groups["major"].Value}", [.. Operations(root)]);
        }
        catch (Exception fault) when (fault is InvalidDataException or InvalidOperationException)
        {
            throw new InvalidDataException($"{file}: {fault.Message}", fault);
        }
    }

    private static IEnumerable<ServiceOperation> Operations(JsonNode root)
    {
        foreach (var (path, node) in root["paths"] as JsonObject ?? [])
        {
            var item = JsonReference.Follow(root, node) as JsonObject ?? [];
            foreach (var method in Methods)
            {
                if (item[method] is JsonObject operation)
                {
                    yield return Operation(root, path, method, item, operation);
                }
            }
        }
    }

    private static ServiceOperation Operation(JsonNode root, string path, string method, JsonObject item, JsonObject operation)
    {
        var shared = Parameters(root, item["parameters"]);
        var own = Parameters(root, operation["parameters"]);
        var responses = (operation["responses"] as JsonObject ?? [])
            .Where(pair => int.TryParse(pair.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Select(pair => Response(root, int.Parse(pair.Key, CultureInfo.InvariantCulture), pair.Value));
        return new ServiceOperation(
            operation["operationId"]?.GetValue<string>() ?? throw new InvalidDataException($"{method} {path}: has no operationId."),
            method.ToUpperInvariant(),
            path,
            operation["x-retailsync-changes"]?.GetValue<bool>() ?? method is not "get",
            [.. own, .. shared.Where(parameter => !own.Any(nearer => (nearer.Name, nearer.In) == (parameter.Name, parameter.In)))],
            Body(root, operation["requestBody"]),
            responses.ToDictionary(response => response.Status));
    }

    private static List<ServiceParameter> Parameters(JsonNode root, JsonNode? list) =>
        [.. (list as JsonArray ?? []).Select(node => JsonReference.Follow(root, node)!).Select(parameter => new ServiceParameter(
            parameter["name"]!.GetValue<string>(),
            parameter["in"]!.GetValue<string>(),
            parameter["required"]?.GetValueKind() == JsonValueKind.True,
            new Schema(root, parameter["schema"]),
            Example(root, parameter)))];

    private static ServiceBody? Body(JsonNode root, JsonNode? node) => JsonReference.Follow(root, node) is not JsonObject body
        ? null
        : new ServiceBody(
            body["required"]?.GetValueKind() == JsonValueKind.True,
            (body["content"] as JsonObject ?? []).ToDictionary(
                pair => pair.Key,
                pair => new Schema(root, pair.Value?["schema"]),
                StringComparer.OrdinalIgnoreCase));

    private static ServiceResponse Response(JsonNode root, int status, JsonNode? node)
    {
        var content = JsonReference.Follow(root, node)?["content"] as JsonObject ?? [];
        var (type, media) = content.FirstOrDefault();
        return type is null
            ? new ServiceResponse(status, null, null, null)
            : new ServiceResponse(status, type, new Schema(root, media!["schema"]), Example(root, media));
    }

    /// <summary>The <c>example</c>, or the first of <c>examples</c>.</summary>
    private static JsonNode? Example(JsonNode root, JsonNode holder) =>
        holder["example"] ?? (holder["examples"] is JsonObject several ? JsonReference.Follow(root, several.FirstOrDefault().Value)?["value"] : null);

    [GeneratedRegex(@"\.v(?<major>[0-9]{1,3})\.openapi\.(yaml|yml|json)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FileVersion();
}

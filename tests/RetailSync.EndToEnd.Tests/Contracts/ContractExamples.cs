using RetailSync.Contracts.Reading;
using RetailSync.EndToEnd.Hosting;

namespace RetailSync.EndToEnd.Contracts;

/// <summary>Makes calls of the examples in the repository's contracts.</summary>
internal static class ContractExamples
{
    private static readonly string[] Methods = ["get", "put", "post", "patch", "delete"];

    /// <summary>Every contract file that the sandbox has a system for.</summary>
    public static IEnumerable<string> Files => Directory.EnumerateFiles(Path.Combine(RepositoryFolder.Root, "contracts"), "*.openapi.yaml", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Path.Combine(RepositoryFolder.Root, "contracts"), file)).Order(StringComparer.Ordinal);

    /// <summary>The calls of one contract: each operation, with each example of its body.</summary>
    public static IReadOnlyList<ExampleCall> Of(string file)
    {
        var faults = new List<RetailSync.Gateway.ConfigFault>();
        var document = DocumentReader.Read(file, File.ReadAllBytes(Path.Combine(RepositoryFolder.Root, "contracts", file)), faults)!;
        Assert.Empty(faults);
        return [.. Calls(document)];
    }

    private static IEnumerable<ExampleCall> Calls(SourceDocument document)
    {
        foreach (var path in document.Root["paths"]!.Members)
        {
            foreach (var member in path.Value.Members.Where(member => Methods.Contains(member.Key)))
            {
                var parameters = Parameters(document, path.Value).Concat(Parameters(document, member.Value)).ToList();
                var target = parameters.Where(parameter => parameter["in"]?.Text == "path").Aggregate(path.Key, (text, parameter) => text.Replace($"{{{parameter["name"]!.Text}}}", Uri.EscapeDataString(Example(document, parameter)), StringComparison.Ordinal));
                var query = string.Join('&', parameters.Where(parameter => parameter["in"]?.Text == "query" && parameter["example"] is not null).Select(parameter => $"{parameter["name"]!.Text}={Uri.EscapeDataString(Example(document, parameter))}"));
                var headers = parameters.Where(parameter => parameter["in"]?.Text == "header" && parameter["required"]?.Text == "true").Select(parameter => KeyValuePair.Create(parameter["name"]!.Text, Example(document, parameter))).ToList();
                foreach (var (mediaType, body) in Bodies(document, member.Value))
                {
                    yield return new ExampleCall(member.Value["operationId"]!.Text, new HttpMethod(member.Key.ToUpperInvariant()), query.Length == 0 ? target : $"{target}?{query}", headers, mediaType, body);
                }
            }
        }
    }

    private static IEnumerable<SourceNode> Parameters(SourceDocument document, SourceNode holder) => (holder["parameters"]?.Items ?? []).Select(item => Follow(document, item));

    private static string Example(SourceDocument document, SourceNode parameter) =>
        (parameter["example"] ?? parameter["examples"]?.Members[0].Value["value"] ?? Follow(document, parameter["schema"]!) switch { var schema => schema["example"] ?? schema["examples"]?.Items[0] })?.Text
            ?? throw new InvalidOperationException($"{document.Locate(parameter)} has no example.");

    private static IEnumerable<(string? MediaType, string? Body)> Bodies(SourceDocument document, SourceNode operation)
    {
        if (operation["requestBody"] is not { } body)
        {
            return [(null, null)];
        }

        var content = Follow(document, body)["content"]!.Members.Where(media => media.Key.EndsWith("json", StringComparison.Ordinal)).ToList();
        return content.Count == 0 ? throw new InvalidOperationException($"{document.Locate(body)} takes no JSON.") : content.SelectMany(media => Examples(document, media.Value).Select(example => ((string?)media.Key, (string?)Json(example))));
    }

    private static List<SourceNode> Examples(SourceDocument document, SourceNode media)
    {
        List<SourceNode> examples = media["example"] is { } one ? [one] : [.. (media["examples"]?.Members ?? []).Select(member => Follow(document, member.Value)["value"]!)];
        return examples.Count == 0 ? throw new InvalidOperationException($"{document.Locate(media)} has no example.") : examples;
    }

    private static SourceNode Follow(SourceDocument document, SourceNode node) => node["$ref"] is { } reference ? Follow(document, document.Find(reference.Text)!) : node;

    private static string Json(SourceNode node) => node.Kind switch
    {
        SourceKind.Mapping => $"{{{string.Join(',', node.Members.Select(member => $"{System.Text.Json.JsonSerializer.Serialize(member.Key)}:{Json(member.Value)}"))}}}",
        SourceKind.List => $"[{string.Join(',', node.Items.Select(Json))}]",
        SourceKind.Text => System.Text.Json.JsonSerializer.Serialize(node.Text),
        _ => node.Text,
    };
}

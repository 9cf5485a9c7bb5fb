using RetailSync.Contracts.Lint.Model;

namespace RetailSync.Contracts.Lint.Rules.Payloads;

/// <summary>JSON bodies are objects, not lists.</summary>
internal sealed class ObjectsAtTheRoot : ILintRule
{
    /// <inheritdoc/>
    public string Why => "A list can never get a cursor, a total or a warning beside it without breaking every client.";

    /// <inheritdoc/>
    public string Fix => "Put the list into an object: {items: [...]}.";

    /// <inheritdoc/>
    public IEnumerable<Remark> Check(LintDocument document)
    {
        foreach (var operation in document.Operations)
        {
            var responses = operation.Responses.Where(response => response.Status.StartsWith('2')).Select(response => response.Place);
            foreach (var (_, media) in responses.SelectMany(each => each.Down("content")?.Members() ?? []).Where(media => IsPlainJson(media.Key)))
            {
                if (media.Node["schema"] is { } schema && document.Schemas.Find(schema, document.Root) is { } entry && entry.Is("array"))
                {
                    yield return new Remark($"{media.Pointer}/schema", schema, $"The answer of {operation.Name} is a bare list.");
                }
            }
        }
    }

    // A JSON Patch document is a list by its own standard (RFC 6902).
    private static bool IsPlainJson(string mediaType) => mediaType.Contains("json", StringComparison.OrdinalIgnoreCase) && !mediaType.Contains("patch", StringComparison.OrdinalIgnoreCase);
}

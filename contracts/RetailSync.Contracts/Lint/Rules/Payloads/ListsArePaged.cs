using System.Globalization;
using RetailSync.Contracts.Lint.Model;

namespace RetailSync.Contracts.Lint.Rules.Payloads;

/// <summary>Operations that list things give them a page at a time.</summary>
internal sealed class ListsArePaged : ILintRule
{
    private static readonly HashSet<string> Paging = new(StringComparer.OrdinalIgnoreCase)
    {
        "limit", "cursor", "page", "pagesize", "page_size", "page-size", "offset", "after", "before", "size", "per_page", "perpage", "pagetoken", "page_token", "next", "top", "skip", "$top", "$skip", "first", "max", "count",
    };

    /// <inheritdoc/>
    public string Why => "A list grows with the business; the day it no longer fits is a day with customers.";

    /// <inheritdoc/>
    public string Fix => "Add a parameter limit and cursor (or page and pageSize), or bound the list with maxItems of at most 100.";

    /// <inheritdoc/>
    public IEnumerable<Remark> Check(LintDocument document) =>
        from operation in document.Operations
        where operation.Method is "get" && !operation.Path.EndsWith('}') && !operation.Parameters.Any(parameter => Paging.Contains(parameter.Name)) && GivesUnboundedList(document, operation)
        select new Remark(operation.Pointer, operation.Member, $"{operation.Name} gives a whole list.");

    private static bool GivesUnboundedList(LintDocument document, LintOperation operation) =>
        operation.Responses.Where(response => response.Status.StartsWith('2'))
            .SelectMany(response => response.Place.Down("content")?.Members() ?? [])
            .Where(media => media.Key.Contains("json", StringComparison.OrdinalIgnoreCase))
            .Select(media => media.Place.Node["schema"] is { } schema ? document.Schemas.Find(schema, document.Root) : null)
            .OfType<SchemaEntry>()
            .Any(schema => IsUnbounded(schema) || document.Schemas.Properties(schema, document.Root).Any(IsUnboundedList));

    private static bool IsUnboundedList(SchemaProperty property) =>
        property.Name is "items" or "data" or "results" or "entries" or "value" or "content" && property.Schema is { } list && IsUnbounded(list);

    private static bool IsUnbounded(SchemaEntry schema) => schema.Is("array") && !(int.TryParse(schema.Node["maxItems"]?.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most <= 100);
}

using RetailSync.Contracts.OpenApi.Bodies;
using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Lint.Model;

/// <summary>Finds the operations of an OpenAPI document, and the schemas they use.</summary>
internal sealed class OpenApiWalk(DocumentPlace root, SchemaIndex schemas)
{
    private static readonly string[] Methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

    /// <summary>All operations, in the document's order; their schemas are in the index afterwards.</summary>
    public IReadOnlyList<LintOperation> Run()
    {
        List<LintOperation> operations = [];
        foreach (var (path, item) in root.Down("paths")?.Members() ?? [])
        {
            if (path.StartsWith('/'))
            {
                operations.AddRange(Operations(path, item));
            }
        }

        operations.ForEach(Visit);
        return operations;
    }

    private static IEnumerable<LintOperation> Operations(string path, DocumentPlace item)
    {
        var shared = Parameters(item);
        var additional = item.Down("additionalOperations") is { } more ? more.Node.Members.Select(member => (Member: member, Holder: more)) : [];
        foreach (var (member, holder) in item.Node.Members.Where(member => Methods.Contains(member.Key)).Select(member => (Member: member, Holder: item)).Concat(additional))
        {
            if (holder.Down(member.Key) is { Node.Kind: SourceKind.Mapping } place)
            {
                yield return new LintOperation(path, member.Key, member, place, [.. Parameters(place), .. shared]);
            }
        }
    }

    private static List<LintParameter> Parameters(DocumentPlace holder)
    {
        var list = holder.Down("parameters");
        return [.. Items(list).Select(place => new LintParameter(place.Node, place.Pointer))];
    }

    private static IEnumerable<DocumentPlace> Items(DocumentPlace? list) =>
        list is { } place
            ? place.Node.Items.Select((item, position) => DocumentPlace.Follow(place with { Node = item, Pointer = $"{place.Pointer}/{position}" })).OfType<DocumentPlace>()
            : [];

    private void Visit(LintOperation operation)
    {
        foreach (var parameter in operation.Parameters)
        {
            VisitHolder(root with { Node = parameter.Node, Pointer = parameter.Pointer }, SchemaUses.Parameter);
        }

        var data = operation.Node["x-retailsync-event"]?["data"]?.Text;
        if (operation.RequestBody is { } body)
        {
            VisitContent(body, SchemaUses.Request | (operation.Changes ? SchemaUses.Write : SchemaUses.None) | (data == "request" ? SchemaUses.Event : SchemaUses.None));
        }

        foreach (var (status, response) in operation.Responses)
        {
            VisitContent(response, SchemaUses.Response | (data == "response" && status.StartsWith('2') ? SchemaUses.Event : SchemaUses.None));
            foreach (var (_, header) in response.Down("headers")?.Members() ?? [])
            {
                VisitHolder(header, SchemaUses.Response);
            }
        }
    }

    private void VisitContent(DocumentPlace holder, SchemaUses uses)
    {
        foreach (var (_, media) in holder.Down("content")?.Members() ?? [])
        {
            VisitHolder(media, uses);
        }
    }

    private void VisitHolder(DocumentPlace holder, SchemaUses uses)
    {
        foreach (var key in (string[])["schema", "itemSchema"])
        {
            if (holder.Node[key] is { } schema)
            {
                schemas.Visit(holder with { Node = schema, Pointer = $"{holder.Pointer}/{key}" }, uses);
            }
        }

        VisitContent(holder, uses);
    }
}

using RetailSync.Contracts.AsyncApi;
using RetailSync.Contracts.OpenApi.Bodies;
using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas;

namespace RetailSync.Contracts.Lint.Model;

/// <summary>A document as rules look at it: raw, with its operations, messages and schemas found. Need not be a valid contract.</summary>
internal sealed class LintDocument
{
    private readonly Dictionary<SourceNode, LintMessage> _messages = new(ReferenceEqualityComparer.Instance);

    private LintDocument(SourceDocument source, DocumentKind kind, string file)
    {
        (Source, Kind, File) = (source, kind, file);
        Root = new DocumentPlace(source.Root, source.Root, "");
        var folder = Path.GetFileName(Path.GetDirectoryName(file));
        Domain = string.IsNullOrEmpty(folder) ? null : folder;
        Operations = kind == DocumentKind.AsyncApi ? [] : new OpenApiWalk(Root, Schemas).Run();
        foreach (var message in kind == DocumentKind.AsyncApi ? FindMessages() : [])
        {
            _messages.TryAdd(message.Place.Node, message);
        }

        VisitMessages();
        foreach (var (_, schema) in Root.Down("components")?.Down("schemas")?.Members() ?? [])
        {
            Schemas.Visit(Unwrapped(schema), SchemaUses.None);
        }
    }

    public SourceDocument Source { get; }

    public DocumentKind Kind { get; }

    /// <summary>The file as it was named.</summary>
    public string File { get; }

    /// <summary>The system that the contract belongs to, by the folder it lies in; null when it lies in none.</summary>
    public string? Domain { get; }

    public DocumentPlace Root { get; }

    public IReadOnlyList<LintOperation> Operations { get; }

    public IEnumerable<LintMessage> Messages => _messages.Values;

    public SchemaIndex Schemas { get; } = new();

    /// <summary>The event types that AsyncAPI documents declare which are linted together with this one; null where there is none.</summary>
    public IReadOnlySet<string>? EventTypes { get; set; }

    /// <summary>The paths of an OpenAPI document, with their pointers.</summary>
    public IEnumerable<(SourceMember Member, string Pointer)> Paths =>
        (Source.Root["paths"]?.Members ?? []).Where(member => member.Key.StartsWith('/')).Select(member => (member, $"/paths/{SubschemaKeywords.Escape(member.Key)}"));

    /// <summary>All parameters, each once.</summary>
    public IEnumerable<LintParameter> Parameters => Operations.SelectMany(operation => operation.Parameters).DistinctBy(parameter => parameter.Node, ReferenceEqualityComparer.Instance);

    /// <summary>The members of a map under <c>components</c>, with their pointers, references not followed.</summary>
    public IEnumerable<(SourceMember Member, string Pointer)> Components(string map) =>
        (Source.Root["components"]?[map]?.Members ?? []).Select(member => (member, $"/components/{map}/{SubschemaKeywords.Escape(member.Key)}"));

    /// <summary>All properties of all schemas.</summary>
    public IEnumerable<SchemaProperty> Properties => Schemas.Properties(Root);

    /// <summary>A document of a known kind; null for any other.</summary>
    public static LintDocument? Of(SourceDocument source, string file)
    {
        var (openApi, asyncApi) = (source.Root["openapi"]?.Text, source.Root["asyncapi"]?.Text);
        return openApi is not null && openApi.StartsWith("3.", StringComparison.Ordinal)
            ? new LintDocument(source, openApi.StartsWith("3.0", StringComparison.Ordinal) ? DocumentKind.OpenApi30 : DocumentKind.OpenApi31, file)
            : asyncApi is not null && asyncApi.StartsWith("3.", StringComparison.Ordinal) ? new LintDocument(source, DocumentKind.AsyncApi, file) : null;
    }

    private static DocumentPlace Unwrapped(DocumentPlace schema) =>
        MessageSchemas.IsMultiFormat(schema.Node) ? schema with { Node = schema.Node["schema"]!, Pointer = $"{schema.Pointer}/schema" } : schema;

    private void VisitMessages()
    {
        foreach (var message in Messages)
        {
            foreach (var (key, uses) in new[] { ("payload", SchemaUses.Event), ("headers", SchemaUses.Header) })
            {
                if (message.Place.Down(key) is { } schema)
                {
                    Schemas.Visit(Unwrapped(schema), uses);
                }
            }
        }
    }

    private IEnumerable<LintMessage> FindMessages()
    {
        var holders = (Root.Down("channels")?.Members() ?? []).Select(channel => channel.Place).Append(Root.Down("components") ?? Root);
        foreach (var messages in holders.Select(holder => holder.Down("messages")).OfType<DocumentPlace>())
        {
            foreach (var (key, place) in messages.Members())
            {
                messages.Node.TryFind(key, out var member);
                yield return new LintMessage(key, ReferenceEquals(member.Value, place.Node) ? member : Defined(key, place), place);
            }
        }
    }

    // The key where a message is defined, when the channel only refers to it.
    private SourceMember Defined(string key, DocumentPlace place)
    {
        var slash = place.Pointer.LastIndexOf('/');
        var step = place.Pointer[(slash + 1)..];
        var name = step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
        return slash >= 0 && Source.Find(place.Pointer[..slash]) is { } parent && parent.TryFind(name, out var found)
            ? found
            : new SourceMember(key, place.Node.Line, place.Node.Column, place.Node);
    }
}

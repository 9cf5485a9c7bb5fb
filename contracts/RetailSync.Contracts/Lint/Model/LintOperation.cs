using RetailSync.Contracts.OpenApi.Bodies;
using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Lint.Model;

/// <summary>An operation of an OpenAPI document.</summary>
/// <param name="Path">Its path template.</param>
/// <param name="Method">Its method, as the document writes it.</param>
/// <param name="Member">Its key and object.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Parameters">Its parameters and those of its path.</param>
internal sealed record LintOperation(string Path, string Method, SourceMember Member, DocumentPlace Place, IReadOnlyList<LintParameter> Parameters)
{
    private const string ChangesKey = "x-retailsync-changes";

    public SourceNode Node => Place.Node;

    public string Pointer => Place.Pointer;

    /// <summary>How messages call it: its id, or method and path.</summary>
    public string Name => Node["operationId"] is { Kind: SourceKind.Text, Text: not "" } id ? id.Text : $"{Method.ToUpperInvariant()} {Path}";

    /// <summary>Whether it changes state: what it says itself, or what its method means.</summary>
    public bool Changes => Node[ChangesKey] is { Kind: SourceKind.Boolean } own ? own.Text == "true" : Method is not ("get" or "head" or "options" or "trace" or "query");

    /// <summary>The responses by status.</summary>
    public IEnumerable<(string Status, DocumentPlace Place)> Responses => Place.Down("responses")?.Members().Where(member => !member.Key.StartsWith("x-", StringComparison.Ordinal)) ?? [];

    /// <summary>The request's body, past references; null when it takes none.</summary>
    public DocumentPlace? RequestBody => Place.Down("requestBody");
}

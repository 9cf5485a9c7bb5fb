using RetailSync.Contracts.Lint.Model;
using RetailSync.Contracts.OpenApi.Bodies;
using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas;

namespace RetailSync.Contracts.Lint.Rules.Security;

/// <summary>A requirement of OAuth or OpenID Connect names scopes.</summary>
internal sealed class ScopesAreNamed : ILintRule
{
    /// <inheritdoc/>
    public string Why => "Without a scope every token of the issuer will do, those of other applications included.";

    /// <inheritdoc/>
    public string Fix => "Name the scopes that the operation needs: security: [{oauth: [orders.read]}].";

    /// <inheritdoc/>
    public IEnumerable<Remark> Check(LintDocument document)
    {
        var schemes = document.Components("securitySchemes")
            .Where(scheme => Resolve(document, scheme.Member)?["type"]?.Text is "oauth2" or "openIdConnect")
            .Select(scheme => scheme.Member.Key)
            .ToHashSet(StringComparer.Ordinal);
        var holders = document.Operations.Select(operation => (operation.Node, operation.Pointer)).Append((document.Source.Root, ""));
        foreach (var (holder, pointer) in holders)
        {
            foreach (var (alternative, position) in (holder["security"]?.Items ?? []).Select((item, position) => (item, position)))
            {
                foreach (var requirement in alternative.Members.Where(member => schemes.Contains(member.Key) && member.Value.Items.Count == 0))
                {
                    yield return new Remark($"{pointer}/security/{position}/{SubschemaKeywords.Escape(requirement.Key)}", requirement, $"'{requirement.Key}' is asked for without a scope.");
                }
            }
        }
    }

    private static SourceNode? Resolve(LintDocument document, SourceMember scheme) => DocumentPlace.Follow(document.Root with { Node = scheme.Value })?.Node;
}

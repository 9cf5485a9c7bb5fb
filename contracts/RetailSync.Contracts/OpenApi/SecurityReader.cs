using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.OpenApi;

/// <summary>Turns security requirements into the alternative sets of scopes that an operation asks for.</summary>
internal sealed class SecurityReader
{
    private static readonly IReadOnlyList<IReadOnlyList<string>> AnyCaller = [[]];

    private readonly OpenApiScope _scope;
    private readonly Dictionary<string, Scheme> _schemes = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<IReadOnlyList<string>> _ofDocument;

    public SecurityReader(OpenApiScope scope)
    {
        _scope = scope;
        ReadSchemes();
        _ofDocument = scope.Document.Root["security"] is { } node ? Requirements(node) : [];
    }

    /// <summary>The alternatives of an operation: its own, or the document's. None at all means that nobody may call it.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Of(MappingReader operation) =>
        operation.Find("security") is { } own ? Requirements(own) : _ofDocument;

    private IReadOnlyList<IReadOnlyList<string>> Requirements(SourceNode node)
    {
        if (node.Kind != SourceKind.List)
        {
            _scope.Fault(node, $"'security' must be a list, but is {node.Description}.");
            return [];
        }

        // "security: []" takes away the document's requirements: no scope is asked for, but the gateway still wants to know who calls.
        return node.Items.Count == 0 ? AnyCaller : [.. node.Items.Select(Alternative).OfType<IReadOnlyList<string>>()];
    }

    private IReadOnlyList<string>? Alternative(SourceNode node)
    {
        if (_scope.Open(node, "A security requirement") is null)
        {
            return null;
        }

        List<string> scopes = [];
        foreach (var requirement in node.Members)
        {
            if (!_schemes.TryGetValue(requirement.Key, out var scheme))
            {
                _scope.Fault(requirement, $"No security scheme is called '{requirement.Key}'. Known: {(_schemes.Count == 0 ? "none" : string.Join(", ", _schemes.Keys))}.");
                return null;
            }

            if (requirement.Value.Kind != SourceKind.List)
            {
                _scope.Fault(requirement.Value, $"The scopes of '{requirement.Key}' must be a list, but are {requirement.Value.Description}.");
                return null;
            }

            foreach (var item in requirement.Value.Items)
            {
                if (Accept(requirement.Key, scheme, item) && !scopes.Contains(item.Text))
                {
                    scopes.Add(item.Text);
                }
            }
        }

        return scopes;
    }

    private bool Accept(string name, Scheme scheme, SourceNode item)
    {
        if (item is not { Kind: SourceKind.Text, Text: not "" } || item.Text.Contains(' ', StringComparison.Ordinal))
        {
            _scope.Fault(item, $"A scope of '{name}' must be a text without spaces.");
            return false;
        }

        if (!scheme.HasScopes && _scope.Minor == 0)
        {
            _scope.Fault(item, $"The scheme '{name}' is of a type that has no scopes in OpenAPI 3.0; its list must be empty.");
            return false;
        }

        if (scheme.Declared is { } declared && !declared.Contains(item.Text))
        {
            _scope.Fault(item, $"No flow of '{name}' declares the scope '{item.Text}'. Declared: {(declared.Count == 0 ? "none" : string.Join(", ", declared))}.");
            return false;
        }

        return true;
    }

    private void ReadSchemes()
    {
        if (_scope.Document.Find("/components/securitySchemes") is not { } schemes || _scope.Open(schemes, "'securitySchemes'") is null)
        {
            return;
        }

        foreach (var member in schemes.Members)
        {
            if (_scope.Resolve(member.Value) is { } resolved && _scope.Open(resolved, $"The security scheme '{member.Key}'") is { } scheme)
            {
                _schemes[member.Key] = ReadScheme(scheme);
            }
        }
    }

    private static Scheme ReadScheme(MappingReader scheme)
    {
        const string Known = "apiKey, http, mutualTLS, oauth2, openIdConnect";
        switch (scheme.RequiredText("type"))
        {
            case "oauth2":
                return new Scheme(HasScopes: true, Declared(scheme));
            case "openIdConnect":
                return new Scheme(HasScopes: true, Declared: null);
            case null or "apiKey" or "http" or "mutualTLS":
                break;
            case { } other:
                scheme.Fault("type", $"'{other}' is no type of security scheme. Known: {Known}.");
                break;
        }

        return new Scheme(HasScopes: false, Declared: null);
    }

    private static HashSet<string> Declared(MappingReader scheme)
    {
        var declared = new HashSet<string>(StringComparer.Ordinal);
        foreach (var flow in scheme.RequiredMapping("flows")?.Node.Members ?? [])
        {
            declared.UnionWith(flow.Value["scopes"]?.Members.Select(scope => scope.Key) ?? []);
        }

        return declared;
    }

    /// <param name="HasScopes">Whether the type has scopes; others may name roles from OpenAPI 3.1 on, which are asked for in the same way.</param>
    /// <param name="Declared">The scopes that the flows declare; null when the document cannot know them.</param>
    private sealed record Scheme(bool HasScopes, HashSet<string>? Declared);
}

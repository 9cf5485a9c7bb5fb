namespace RetailSync.Contracts.Compare.OpenApi;

/// <summary>Compares two documents: paths and webhooks, operation by operation, then what belongs to the whole. Not thread-safe.</summary>
internal sealed class DocumentComparer
{
    private static readonly string[] Methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

    private readonly Side _old;
    private readonly Side _new;
    private readonly ChangeSink _sink;
    private readonly OperationComparer _operations;

    public DocumentComparer(Side old, Side @new, ComparisonOptions options)
    {
        (_old, _new) = (old, @new);
        _sink = new ChangeSink(old, @new, options);
        var schemas = new SchemaComparer(old, @new, _sink, new SchemaEquality(old, @new), options);
        _operations = new OperationComparer(_sink, new ParameterComparer(old, @new, _sink, schemas, options), new BodyComparer(old, @new, _sink, schemas), options);
    }

    public Comparison Compare()
    {
        ComparePaths();
        CompareWebhooks();
        CompareSecurity();
        foreach (var name in Components(_old, "schemas").Except(Components(_new, "schemas")))
        {
            Report("api-schema-removed", name, $"The schema '{name}' of the components is gone.", _old.Below(_old.Root, "components", "schemas", name), null);
        }

        return new Comparison(_sink.Changes, [.. _sink.Undecided]);
    }

    private void ComparePaths()
    {
        var (before, after) = (_old.Members(_old.Below(_old.Root, "paths")).ToList(), _new.Members(_new.Below(_new.Root, "paths")).ToList());
        var byTemplate = new Dictionary<string, (string Key, Spot Spot)>();
        foreach (var path in after)
        {
            byTemplate.TryAdd(PathNames.Without(path.Key), path);
        }

        var exact = after.ToDictionary(path => path.Key);
        var used = new HashSet<string>();
        foreach (var (path, spot) in before)
        {
            if (exact.TryGetValue(path, out var other) || byTemplate.TryGetValue(PathNames.Without(path), out other))
            {
                used.Add(other.Key);
                ComparePath(path, spot, other.Key, other.Spot);
                continue;
            }

            foreach (var method in Methods.Where(method => spot.Node[method] is not null))
            {
                _operations.TellRemoved(Pair(method, path, _old.Below(spot, method), null), isPathGone: true);
            }
        }

        foreach (var (path, spot) in after.Where(path => !used.Contains(path.Key)))
        {
            foreach (var method in Methods.Where(method => spot.Node[method] is not null))
            {
                _operations.TellAdded(Pair(method, path, null, _new.Below(spot, method)));
            }
        }
    }

    private void ComparePath(string oldPath, Spot before, string newPath, Spot after)
    {
        foreach (var method in Methods)
        {
            var pair = Pair(method, newPath, _old.Below(before, method), _new.Below(after, method));
            switch (pair)
            {
                case { Old: not null, New: not null }:
                    _operations.Compare(pair, before, after, oldPath, newPath);
                    break;
                case { Old: not null }:
                    _operations.TellRemoved(pair, isPathGone: false);
                    break;
                case { New: not null }:
                    _operations.TellAdded(pair);
                    break;
                default:
                    break;
            }
        }
    }

    private void CompareWebhooks()
    {
        var (before, after) = (_old.Below(_old.Root, "webhooks"), _new.Below(_new.Root, "webhooks"));
        foreach (var (name, spot) in _old.Members(before))
        {
            if (_new.Below(after, name) is { } other)
            {
                ComparePath($"webhook:{name}", spot, $"webhook:{name}", other);
            }
            else
            {
                Report("webhook-removed", name, $"The webhook '{name}' is gone: its subscribers get nothing any more.", spot, null);
            }
        }

        foreach (var (name, spot) in _new.Members(after).Where(hook => before?.Node[hook.Key] is null))
        {
            Report("webhook-added", name, $"The webhook '{name}' is new.", null, spot);
        }
    }

    private void CompareSecurity()
    {
        SecurityComparer.Compare(_old.Root.Node["security"], _new.Root.Node["security"], (id, text) => Report($"api-global-security-{id}", text, text, _old.Below(_old.Root, "security"), _new.Below(_new.Root, "security")));
        var (before, after) = (Components(_old, "securitySchemes"), Components(_new, "securitySchemes"));
        foreach (var name in before.Union(after))
        {
            var (was, @is) = (_old.Below(_old.Root, "components", "securitySchemes", name), _new.Below(_new.Root, "components", "securitySchemes", name));
            if (was is null || @is is null)
            {
                Report(was is null ? "api-security-component-added" : "api-security-component-removed", name, $"The security scheme '{name}' is {(was is null ? "new" : "gone")}.", was, @is);
            }
            else if (was.Text("type") != @is.Text("type"))
            {
                Report("api-security-component-type-changed", name, $"The security scheme '{name}' changed from {was.Text("type")} to {@is.Text("type")}.", was, @is);
            }
            else
            {
                CompareFlows(name, was, @is);
            }
        }
    }

    private void CompareFlows(string name, Spot before, Spot after)
    {
        foreach (var (flow, was) in _old.Members(_old.Below(before, "flows")))
        {
            if (_new.Below(after, "flows", flow) is not { } @is)
            {
                continue;
            }

            foreach (var (key, id) in ((string, string)[])[("authorizationUrl", "oauth-url-changed"), ("tokenUrl", "oauth-token-url-changed")])
            {
                if (was.Text(key) != @is.Text(key))
                {
                    Report($"api-security-component-{id}", $"{name} {flow}", $"'{key}' of the security scheme '{name}' changed.", was, @is);
                }
            }

            foreach (var scope in was.Keys("scopes").Union(@is.Keys("scopes")))
            {
                var (text, other) = (was.Node["scopes"]?[scope]?.Text, @is.Node["scopes"]?[scope]?.Text);
                if (text != other)
                {
                    Report($"api-security-component-oauth-scope-{(text is null ? "added" : other is null ? "removed" : "changed")}", $"{name} {flow} {scope}", $"The scope '{scope}' of the security scheme '{name}' {(text is null ? "is new" : other is null ? "is gone" : "is described differently")}.", was, @is);
                }
            }
        }
    }

    private static OperationPair Pair(string method, string path, Spot? before, Spot? after)
    {
        var verb = method.ToUpperInvariant();
        return new OperationPair($"{verb} {path}", $"{verb} {PathNames.Without(path)}", before, after);
    }

    private static HashSet<string> Components(Side side, string kind) => [.. (side.Below(side.Root, "components")?.Keys(kind) ?? [])];

    private void Report(string id, string where, string text, Spot? before, Spot? after) => _sink.Add(id, null, ChangeDirection.None, where, text, before, after);
}

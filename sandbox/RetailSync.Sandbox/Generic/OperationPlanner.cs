namespace RetailSync.Sandbox.Generic;

/// <summary>Works out from a contract what each operation does.</summary>
internal static class OperationPlanner
{
    /// <summary>Plans every operation.</summary>
    /// <exception cref="InvalidDataException">An operation cannot be simulated from its contract alone.</exception>
    public static IReadOnlyList<OperationPlan> Plan(ServiceContract contract)
    {
        var collections = Collections(contract);
        return [.. contract.Operations.Select(operation => Plan(operation, contract.Prefix, collections))];
    }

    /// <summary>The schema of a list's entries; null when the answer is no list.</summary>
    public static Schema? ListedItem(ServiceResponse response) => response.Schema switch
    {
        { Items: { } each } => each,
        { } schema when schema.Properties.TryGetValue(PageOfItems.ItemsProperty, out var items) => items.Items,
        _ => null,
    };

    private static Dictionary<string, CollectionPlan> Collections(ServiceContract contract)
    {
        var templates = contract.Operations.Select(operation => operation switch
        {
            { Path: var path } when PathTemplate.LastParameter(path) is not null => PathTemplate.Parent(path),
            { Method: "GET" } when ListedItem(operation.Success) is not null => operation.Path,
            { Method: "POST", ChangesState: true, Success.Status: 201 } => operation.Path,
            _ => null,
        });
        return templates.OfType<string>().Distinct().Select(template => Collection(template, contract)).ToDictionary(collection => collection.Template);
    }

    private static CollectionPlan Collection(string template, ServiceContract contract)
    {
        var onItem = contract.Operations.Where(operation => PathTemplate.LastParameter(operation.Path) is not null && PathTemplate.Parent(operation.Path) == template).ToList();
        var onSelf = contract.Operations.Where(operation => operation.Path == template).ToList();
        var item = onItem.Where(operation => operation.Method is "GET").Select(operation => operation.Success.Schema)
            .Concat(onSelf.Where(operation => operation.Method is "GET").Select(operation => ListedItem(operation.Success)))
            .Concat(onItem.Concat(onSelf).Select(operation => operation.Success.Schema))
            .FirstOrDefault(schema => schema is not null)
            ?? throw new InvalidDataException($"{template}: no operation answers with an item of this collection, so nothing tells what is kept.");
        var parameter = onItem.Count > 0 ? PathTemplate.LastParameter(onItem[0].Path) : null;
        return new CollectionPlan(template, item, IdProperty(item, parameter), onItem.Any(operation => operation.Method is "GET"));
    }

    private static string? IdProperty(Schema item, string? parameter)
    {
        var names = item.Properties.Keys;
        return names.FirstOrDefault(name => name == parameter)
            ?? names.FirstOrDefault(name => name == "id")
            ?? names.FirstOrDefault(name => name.EndsWith("Id", StringComparison.Ordinal));
    }

    private static OperationPlan Plan(ServiceOperation operation, string prefix, Dictionary<string, CollectionPlan> collections)
    {
        var path = operation.Path;
        var parent = PathTemplate.Parent(path);
        var isItem = PathTemplate.LastParameter(path) is not null;
        var owner = isItem ? path : PathTemplate.LastParameter(parent) is not null ? parent : null;
        var onOwner = owner is null ? null : collections.GetValueOrDefault(PathTemplate.Parent(owner));

        OperationPlan Make(OperationKind kind, CollectionPlan? collection, bool namesItem) => new(
            operation,
            prefix,
            kind,
            collection,
            namesItem && owner is not null ? PathTemplate.LastParameter(owner) : null,
            collection is null ? [] : Ancestors(collection.Template, collections));

        return (operation.Method, operation.ChangesState) switch
        {
            ("GET", _) when isItem => Make(OperationKind.Read, onOwner, true),
            ("GET", _) when ListedItem(operation.Success) is not null => Make(OperationKind.List, collections[path], false),
            ("GET", _) => Make(OperationKind.View, onOwner, true),
            (_, false) when ListedItem(operation.Success) is not null && collections.TryGetValue(parent, out var searched) =>
                Make(OperationKind.Search, searched, false),
            (_, false) => Make(OperationKind.Calculate, onOwner, true),
            ("POST", _) when collections.TryGetValue(path, out var own) => Make(OperationKind.Create, own, false),
            ("POST", _) when !isItem && onOwner is not null => Make(OperationKind.Act, onOwner, true),
            ("PUT", _) when isItem => Make(OperationKind.Replace, onOwner, true),
            ("PATCH", _) when isItem => Make(OperationKind.Merge, onOwner, true),
            ("DELETE", _) when isItem => Make(OperationKind.Remove, onOwner, true),
            _ => throw new InvalidDataException(
                $"{operation.Method} {path} ({operation.Id}): not simulated. PUT, PATCH and DELETE act on a path that ends in a parameter, POST on a collection or below an item."),
        };
    }

    private static List<(string Template, string Parameter)> Ancestors(string template, Dictionary<string, CollectionPlan> collections)
    {
        var ancestors = new List<(string, string)>();
        for (var path = template; path.Length > 0; path = PathTemplate.Parent(path))
        {
            if (PathTemplate.LastParameter(path) is { } parameter && collections.ContainsKey(PathTemplate.Parent(path)))
            {
                ancestors.Add((PathTemplate.Parent(path), parameter));
            }
        }

        return ancestors;
    }
}

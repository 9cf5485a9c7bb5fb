namespace RetailSync.Sandbox.Generic;

/// <summary>A system driven by its contracts alone: it keeps what it is given and answers by their schemas and examples. Safe to use from many threads.</summary>
internal sealed class GenericSystem : ISandboxSystem, IResettable
{
    private readonly ResourceStore _store = new();
    private readonly OperationHandlers _handlers;
    private readonly IReadOnlyList<OperationPlan> _plans;

    /// <summary>Reads the contracts, one file per major version, and keeps what they show as examples.</summary>
    /// <exception cref="InvalidDataException">A contract cannot be read or simulated.</exception>
    public GenericSystem(string id, IReadOnlyList<string> contractFiles, Ledger ledger, TimeProvider clock)
    {
        Id = id;
        _handlers = new OperationHandlers(_store, new ExampleFactory(clock), ledger);
        _plans = [.. contractFiles.SelectMany(file => OperationPlanner.Plan(OpenApiReader.Read(file)))];
        Seeds.Plant(_plans, _store);
    }

    /// <inheritdoc/>
    public string Id { get; }

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var plan in _plans)
        {
            string[] methods = plan.Operation.Method is "GET" ? ["GET", "HEAD"] : [plan.Operation.Method];
            routes.MapMethods(plan.Prefix + plan.Operation.Path, methods, context => _handlers.HandleAsync(context, plan));
        }
    }

    /// <inheritdoc/>
    public void Reset()
    {
        _store.Clear();
        Seeds.Plant(_plans, _store);
    }
}

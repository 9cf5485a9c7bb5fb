using System.Diagnostics;

namespace RetailSync.Sandbox.Generic;

/// <summary>Answers every operation by its kind. Safe to use from many threads.</summary>
internal sealed class OperationHandlers(ResourceStore store, ExampleFactory examples, Ledger ledger)
{
    private readonly ReadHandlers _reads = new(store, examples);
    private readonly ChangeHandlers _changes = new(store, examples, ledger);

    /// <summary>Reads, checks and answers one request.</summary>
    public async Task HandleAsync(HttpContext context, OperationPlan plan)
    {
        var (call, refusal) = await CallReader.ReadAsync(context, plan);
        await (refusal ?? Answered(call!)).WriteAsync(context);
    }

    /// <summary>404: the path names something that is not kept.</summary>
    public static Answer Unknown(Call call) => Answer.Refuse(call.Operation, StatusCodes.Status404NotFound, "Nothing is kept under the id in the path.");

    private Answer Answered(Call call)
    {
        if (call.Plan.Ancestors.Any(ancestor => store.Find(call.Key(ancestor.Template), call.Path[ancestor.Parameter]) is null))
        {
            return Unknown(call);
        }

        return call.Plan.Kind switch
        {
            OperationKind.Read => _reads.Read(call),
            OperationKind.List => _reads.List(call),
            OperationKind.View => _reads.View(call),
            OperationKind.Search => _reads.Search(call),
            OperationKind.Calculate => _reads.Calculate(call),
            OperationKind.Create => _changes.Create(call),
            OperationKind.Replace => _changes.Replace(call),
            OperationKind.Merge => _changes.Merge(call),
            OperationKind.Remove => _changes.Remove(call),
            OperationKind.Act => _changes.Act(call),
            var kind => throw new UnreachableException($"No handler answers {kind}."),
        };
    }
}

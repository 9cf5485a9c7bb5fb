using System.Net;
using Microsoft.AspNetCore.Http.HttpResults;

namespace RetailSync.Sandbox;

/// <summary>The sandbox's own controls of one system, below <c>/_sandbox</c>: faults, ledger, reset.</summary>
internal static class ControlEndpoints
{
    public static void MapControls(this IEndpointRouteBuilder routes, SystemParts parts)
    {
        var controls = routes.MapGroup(SystemPaths.Control).AddEndpointFilter(OnlyLoopbackAsync);
        controls.MapGet("/faults", () => parts.Faults.Plan);
        controls.MapPut("/faults", (FaultPlan plan) => Replace(plan, parts.Faults));
        controls.MapPost("/faults", (FaultRule rule) => Replace(parts.Faults.Plan with { Rules = [.. parts.Faults.Plan.Rules, rule] }, parts.Faults));
        controls.MapDelete("/faults", () => Replace(new FaultPlan(), parts.Faults));
        controls.MapGet("/ledger", (long? since) => parts.Ledger.Since(since ?? 0));
        controls.MapPost("/reset", () => Reset(parts));
    }

    private static IResult Replace(FaultPlan plan, FaultBoard board)
    {
        for (var index = 0; index < plan.Rules.Count; index++)
        {
            if (plan.Rules[index].Fault() is { } fault)
            {
                return Refusal.Invalid($"rules[{index}].{fault}");
            }
        }

        board.Replace(plan);
        return TypedResults.Ok(board.Plan);
    }

    private static NoContent Reset(SystemParts parts)
    {
        parts.Faults.Clear();
        (parts.System as IResettable)?.Reset();
        parts.Ledger.Reset();
        return TypedResults.NoContent();
    }

    // The listener is bound to loopback; this holds should someone ever bind it elsewhere.
    private static async ValueTask<object?> OnlyLoopbackAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next) =>
        call.HttpContext.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
            ? await next(call)
            : Refusal.Of(403, "loopback-only", "Loopback only.", "The sandbox's controls answer callers on this machine only.");
}

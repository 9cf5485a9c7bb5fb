using System.Text.Json;
using RetailSync.Gateway;
using RetailSync.Plugins.Audit.Trail;

namespace RetailSync.Plugins.Audit;

/// <summary>What a record of each kind says. No bodies, no headers, no queries; paths come masked.</summary>
internal static class AuditRecords
{
    /// <summary>A change or a refusal. A refused change is a refusal.</summary>
    public static TrailRecord Exchange(ExchangeView exchange) => new(exchange.ProblemType is null ? "change" : "refusal", exchange.At, json =>
    {
        json.WriteString("request"u8, exchange.RequestId);
        Optional(json, "consumer", exchange.ConsumerId);
        json.WriteString("client"u8, exchange.ClientAddress);
        json.WriteString("method"u8, exchange.Method);
        json.WriteString("path"u8, exchange.Path);
        Optional(json, "operation", exchange.OperationId);
        Optional(json, "contract", exchange.ContractId);
        Optional(json, "route", exchange.RouteId);
        json.WriteNumber("status"u8, exchange.Status);
        json.WriteString("by"u8, exchange.AnsweredByUpstream ? "upstream" : "gateway");
        Optional(json, "problem", exchange.ProblemType);
        Optional(json, "refusedBy", exchange.RefusedBy);
        json.WriteBoolean("changes"u8, exchange.ChangesState);
        json.WriteString("revision"u8, exchange.Revision);
    });

    /// <summary>What is not in the trail although it should be.</summary>
    public static TrailRecord Gap(PluginGap gap) => new("gap", null, json =>
    {
        json.WriteNumber("missed"u8, gap.Total);
        json.WriteNumber("queueFull"u8, gap.QueueFull);
        json.WriteNumber("quarantined"u8, gap.Quarantined);
        json.WriteNumber("failed"u8, gap.Failed);
    });

    /// <summary>What an operator did.</summary>
    public static TrailRecord Operator(OperatorAction action) => new("operator", action.At, json =>
    {
        json.WriteString("action"u8, action.Action);
        json.WriteString("subject"u8, action.Subject);
        json.WriteString("outcome"u8, action.Outcome);
    });

    private static void Optional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}

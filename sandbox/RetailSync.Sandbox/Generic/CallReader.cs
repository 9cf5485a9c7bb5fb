using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Net.Http.Headers;

namespace RetailSync.Sandbox.Generic;

/// <summary>Reads a request and holds it against its contract.</summary>
internal static class CallReader
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    /// <summary>The call, or the refusal: one of the two.</summary>
    public static async Task<(Call? Call, Answer? Refusal)> ReadAsync(HttpContext context, OperationPlan plan)
    {
        var operation = plan.Operation;
        var check = new RequestCheck();
        foreach (var parameter in operation.Parameters)
        {
            switch (parameter.In)
            {
                case "query":
                    check.Parameter(parameter, context.Request.Query[parameter.Name].FirstOrDefault());
                    break;
                case "header":
                    check.Parameter(parameter, context.Request.Headers[parameter.Name].FirstOrDefault());
                    break;
            }
        }

        var (body, refusal) = operation.Body is { } expected ? await BodyAsync(context, operation, expected, check) : (null, null);
        if (refusal is null && check.Faults is { Count: var count and > 0 } faults)
        {
            refusal = Answer.Refuse(operation, StatusCodes.Status400BadRequest, count == 1 ? "The request has 1 fault." : $"The request has {count} faults.", faults);
        }

        return refusal is not null ? (null, refusal) : (new Call(plan, PathOf(context), QueryOf(context), body ?? [], RequestFacts.Of(context)), null);
    }

    private static async Task<(JsonObject? Body, Answer? Refusal)> BodyAsync(HttpContext context, ServiceOperation operation, ServiceBody expected, RequestCheck check)
    {
        var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
        if (buffer.Length == 0)
        {
            return expected.IsRequired ? (null, Answer.Refuse(operation, StatusCodes.Status400BadRequest, "The request has no body.")) : (null, null);
        }

        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) || !expected.MediaTypes.TryGetValue(type.MediaType.ToString(), out var schema))
        {
            var accepted = string.Join(" or ", expected.MediaTypes.Keys);
            return (null, Answer.Refuse(operation, StatusCodes.Status415UnsupportedMediaType, $"The body must be {accepted}."));
        }

        try
        {
            var body = JsonNode.Parse(buffer.GetBuffer().AsSpan(0, (int)buffer.Length), null, Strict);
            check.Body(schema, body);
            return body is JsonObject members
                ? (members, null)
                : (null, Answer.Refuse(operation, StatusCodes.Status400BadRequest, "The request has 1 fault.", [new RequestFault("", "must be object")]));
        }
        catch (JsonException fault)
        {
            return (null, Answer.Refuse(operation, StatusCodes.Status400BadRequest, $"The body is not JSON that can be used: {fault.Message}"));
        }
    }

    private static Dictionary<string, string> PathOf(HttpContext context) => context.Request.RouteValues.ToDictionary(
        pair => pair.Key,
        pair => Convert.ToString(pair.Value, CultureInfo.InvariantCulture) ?? "",
        StringComparer.Ordinal);

    private static Dictionary<string, string> QueryOf(HttpContext context) => context.Request.Query.ToDictionary(
        pair => pair.Key,
        pair => pair.Value.FirstOrDefault() ?? "",
        StringComparer.Ordinal);
}

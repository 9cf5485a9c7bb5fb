using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RetailSync.Sandbox.Generic;

/// <summary>What is said to a request. Its status and content type are ones that the contract declares.</summary>
internal sealed record Answer(int Status, string? ContentType, JsonNode? Body)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The <c>Location</c> header; null for none.</summary>
    public string? Location { get; init; }

    /// <summary>The operation's declared success.</summary>
    public static Answer Of(ServiceOperation operation, JsonNode? body) => new(operation.Success.Status, operation.Success.ContentType, body);

    /// <summary>A refusal: the problem that the contract shows for the status, with the detail and faults of this one.</summary>
    public static Answer Refuse(ServiceOperation operation, int status, string detail, IReadOnlyList<RequestFault>? faults = null)
    {
        var declared = Declared(operation, status);
        var body = declared?.Example?.DeepClone() as JsonObject ?? new JsonObject { ["type"] = "about:blank", ["title"] = "Refused." };
        body["status"] = declared?.Status ?? status;
        body["detail"] = detail;
        body.Remove("errors");
        if (faults is { Count: > 0 })
        {
            body["errors"] = new JsonArray([.. faults.Select(fault => new JsonObject { ["instanceLocation"] = fault.InstanceLocation, ["error"] = fault.Error })]);
        }

        return new Answer(declared?.Status ?? status, declared?.ContentType ?? "application/problem+json", body);
    }

    /// <summary>Writes it.</summary>
    public async Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = Status;
        if (Location is not null)
        {
            response.Headers.Location = Location;
        }

        if (ContentType is null || Body is null)
        {
            return;
        }

        var bytes = JsonSerializer.SerializeToUtf8Bytes(Body, Plain);
        response.ContentType = ContentType;
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    /// <summary>An operation that does not declare the status says the nearest that it declares: 400, then any other 4xx.</summary>
    private static ServiceResponse? Declared(ServiceOperation operation, int status) =>
        operation.Responses.GetValueOrDefault(status)
        ?? operation.Responses.GetValueOrDefault(StatusCodes.Status400BadRequest)
        ?? operation.Responses.Values.FirstOrDefault(response => response.Status is >= 400 and < 500);
}

using System.Text.Json;
using Microsoft.AspNetCore.Http;
using RetailSync.Gateway;

namespace RetailSync.Events.Operations;

/// <summary>Reads the JSON body of a request to an endpoint of ours.</summary>
internal static class RequestJson
{
    /// <summary>The longest body that is read: 1 MiB and a little.</summary>
    public const int MaxBytes = 1_114_112;

    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    /// <summary>Reads it; null when it was refused and answered.</summary>
    public static async Task<JsonDocument?> ReadAsync(HttpContext context, IEndpointAnswers answers, CancellationToken cancellationToken)
    {
        var whole = new MemoryStream();
        var buffer = new byte[16_384];
        int read;
        while ((read = await context.Request.Body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (whole.Length + read > MaxBytes)
            {
                await answers.RefuseAsync(context, new Problem(ProblemTypes.BodyTooLarge, $"At most {MaxBytes} bytes are read here."));
                return null;
            }

            whole.Write(buffer, 0, read);
        }

        try
        {
            return JsonDocument.Parse(whole.GetBuffer().AsMemory(0, (int)whole.Length), Reading);
        }
        catch (JsonException)
        {
            await answers.RefuseAsync(context, new Problem(ProblemTypes.MalformedJson, "The body is not one JSON document in UTF-8."));
            return null;
        }
    }
}

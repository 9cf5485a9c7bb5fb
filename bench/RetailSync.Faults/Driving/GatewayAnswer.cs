using System.Text.Json;

namespace RetailSync.Faults.Driving;

/// <summary>An answer of a gateway's own endpoint.</summary>
/// <param name="Document">Its body.</param>
/// <param name="Next">Where it goes on; null: nowhere.</param>
internal sealed record GatewayAnswer(JsonDocument Document, string? Next) : IDisposable
{
    /// <summary>The body's outermost value.</summary>
    public JsonElement Root => Document.RootElement;

    public void Dispose() => Document.Dispose();
}

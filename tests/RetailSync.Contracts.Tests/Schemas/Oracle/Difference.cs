using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RetailSync.Contracts.Tests.Schemas.Oracle;

/// <summary>A schema and a value about which the two sides differ.</summary>
internal sealed record Difference(int Seed, OracleDraft Draft, JsonNode Schema, JsonNode? Value, string Ours, string Theirs)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override string ToString() => $"seed {Seed}, {Draft.Name}: ours {Ours}, theirs {Theirs}: {Schema.ToJsonString(Plain)} with {Value?.ToJsonString(Plain) ?? "null"}";
}

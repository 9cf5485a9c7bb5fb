using System.Text.Json;
using RetailSync.Gateway;

namespace RetailSync.Events.Operations;

/// <summary>Whose data is erased, and why: <c>POST /operations/erasures</c>. Immutable.</summary>
/// <param name="Subject">The key, <c>entity:key</c> such as <c>customer:C-1001</c>.</param>
/// <param name="Reason">Why.</param>
internal sealed record ErasureRequest(string Subject, string Reason)
{
    /// <summary>Reads it. Null with faults.</summary>
    public static ErasureRequest? Read(JsonElement root, List<ProblemError> faults)
    {
        var (subject, reason) = (Text(root, "subject"), Text(root, "reason")?.Trim());
        if (subject is not { Length: > 2 and <= EntityKey.MaxLength } || subject.IndexOf(':', StringComparison.Ordinal) is not > 0)
        {
            faults.Add(new ProblemError("/subject", null, "must be entity:key, such as customer:C-1001"));
        }

        if (reason is not { Length: > 0 and <= DecisionRequest.MaxReason })
        {
            faults.Add(new ProblemError("/reason", null, $"must say why, in 1 to {DecisionRequest.MaxReason} characters"));
        }

        return faults.Count > 0 ? null : new ErasureRequest(Journal.StoreText.Safe(subject!), Journal.StoreText.Safe(reason!));
    }

    private static string? Text(JsonElement root, string name)
    {
        try
        {
            return root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, which is no text.
            return null;
        }
    }
}

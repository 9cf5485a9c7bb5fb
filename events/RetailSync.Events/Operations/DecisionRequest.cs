using System.Text.Json;
using RetailSync.Gateway;

namespace RetailSync.Events.Operations;

/// <summary>What a person asks for: <c>POST /operations/{id}/resolution</c>. Immutable.</summary>
internal sealed record DecisionRequest
{
    /// <summary>The longest reason, in characters.</summary>
    public const int MaxReason = 1_000;

    private static readonly string[] Members = ["decision", "reason", "status", "body"];

    /// <summary><c>applied</c>, <c>not-applied</c> or <c>retry</c>.</summary>
    public required string Decision { get; init; }

    /// <summary>Why. 1 to <see cref="MaxReason"/> characters.</summary>
    public required string Reason { get; init; }

    /// <summary>The status that the system would have answered; null: the usual one of the method.</summary>
    public int? Status { get; init; }

    /// <summary>The body that the system would have answered, JSON; null: none.</summary>
    public byte[]? Body { get; init; }

    /// <summary>Reads it. Null with faults.</summary>
    public static DecisionRequest? Read(JsonElement root, List<ProblemError> faults)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new ProblemError("", null, "must be an object with decision and reason"));
            return null;
        }

        foreach (var member in root.EnumerateObject().Where(member => !Members.Contains(member.Name, StringComparer.Ordinal)).Take(5))
        {
            faults.Add(new ProblemError("", null, $"has a member that is not known; known: {string.Join(", ", Members)}"));
        }

        var decision = Text(root, "decision");
        if (decision is not ("applied" or "not-applied" or "retry"))
        {
            faults.Add(new ProblemError("/decision", null, "must be applied, not-applied or retry"));
        }

        var reason = Text(root, "reason");
        if (reason?.Trim() is not { Length: > 0 and <= MaxReason })
        {
            faults.Add(new ProblemError("/reason", null, $"must say why, in 1 to {MaxReason} characters"));
        }

        int? status = null;
        if (root.TryGetProperty("status", out var given))
        {
            status = given.ValueKind == JsonValueKind.Number && given.TryGetInt32(out var number) && number is >= 200 and <= 299 && decision == "applied" ? number : null;
            if (status is null)
            {
                faults.Add(new ProblemError("/status", null, "must be 200 to 299, and only with applied"));
            }
        }

        byte[]? body = null;
        if (root.TryGetProperty("body", out var answered))
        {
            body = JsonSerializer.SerializeToUtf8Bytes(answered);
            if (decision != "applied")
            {
                faults.Add(new ProblemError("/body", null, "must only be there with applied"));
            }
        }

        return faults.Count > 0 ? null : new DecisionRequest { Decision = decision!, Reason = reason!.Trim(), Status = status, Body = body };
    }

    private static string? Text(JsonElement root, string name)
    {
        try
        {
            return root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, which is no text.
            return null;
        }
    }
}

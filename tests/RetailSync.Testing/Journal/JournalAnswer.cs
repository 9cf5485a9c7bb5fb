using System.Text;
using System.Text.Json;

namespace RetailSync.Testing;

/// <summary>An answer as its caller got it, read whole.</summary>
public sealed record JournalAnswer(int Status, byte[] Body, IReadOnlyList<KeyValuePair<string, IEnumerable<string>>> Headers)
{
    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>The last part of the problem's type; null when it is no problem.</summary>
    public string? Problem
    {
        get
        {
            if (this["Content-Type"] != "application/problem+json")
            {
                return null;
            }

            using var problem = JsonDocument.Parse(Body);
            return problem.RootElement.GetProperty("type").GetString()!.Split('/', '#')[^1];
        }
    }

    /// <summary>Whether it was given before.</summary>
    public bool IsReplayed => this["Idempotency-Replayed"] == "true";

    /// <summary>A header's value; null when it is not there.</summary>
    public string? this[string name] => Headers.FirstOrDefault(header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase)).Value is { } values ? string.Join(", ", values) : null;
}

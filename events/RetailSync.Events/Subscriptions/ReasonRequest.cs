using System.Text.Json.Serialization;

namespace RetailSync.Events.Subscriptions;

/// <summary>Why somebody decides something. Immutable.</summary>
/// <param name="Reason">Why. 1 to 500 characters.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ReasonRequest(string Reason)
{
    /// <summary>Whether it says something.</summary>
    public bool IsUsable => Reason.Trim().Length is > 0 and <= 500;
}

using System.Text.Json.Nodes;

namespace RetailSync.Faults.Driving;

/// <summary>Changes of the gateways' settings that several faults need.</summary>
internal static class StageSettings
{
    /// <summary>The gateway waits a second for its system, and asks again soon: what is lost is noticed within a round.</summary>
    public static void ShortTimeouts(JsonObject settings)
    {
        settings["ReverseProxy"]!["Routes"]!["ledger"]!["Policies"]!["forward"] = new JsonObject { ["TimeoutSeconds"] = 1 };
        settings["Journal"] ??= new JsonObject();
        (settings["Journal"]!["ResolveTimeoutSeconds"], settings["Journal"]!["ResolvePauseSeconds"]) = (1, 2);
    }
}

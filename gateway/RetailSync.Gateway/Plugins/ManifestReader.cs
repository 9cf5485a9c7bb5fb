using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace RetailSync.Gateway.Plugins;

/// <summary>Reads a <c>plugin.json</c> and finds every fault in it.</summary>
internal static partial class ManifestReader
{
    /// <summary>The file's name, in a plugin's folder and among a built-in plugin's resources.</summary>
    public const string FileName = "plugin.json";

    private const int MaxBody = 1_048_576;

    private static readonly string[] Stages = ["observe", "outcome", "events"];
    private static readonly string[] Kinds = ["all", "changes", "refusals"];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        PropertyNameCaseInsensitive = false,
        ReadCommentHandling = JsonCommentHandling.Skip,
        RespectNullableAnnotations = true,
    };

    /// <summary>Reads a manifest; null when it cannot be used, with every fault added under <paramref name="path"/>.</summary>
    public static PluginManifest? Read(ReadOnlySpan<byte> text, string path, ICollection<ConfigFault> faults)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize<PluginManifest>(text, Json)!;
            var found = Check(manifest).ToList();
            foreach (var (key, message) in found)
            {
                faults.Add(new ConfigFault($"{path}:{key}", message));
            }

            return found.Count == 0 ? manifest : null;
        }
        catch (JsonException unreadable)
        {
            faults.Add(new ConfigFault(path, $"cannot be read: {unreadable.Message}"));
            return null;
        }
    }

    private static IEnumerable<(string Key, string Message)> Check(PluginManifest manifest) =>
        Identity(manifest).Concat(Calls(manifest)).Concat(Appetite(manifest)).Where(fault => fault.IsWrong).Select(fault => (fault.Key, fault.Message));

    private static IEnumerable<(bool IsWrong, string Key, string Message)> Identity(PluginManifest manifest) =>
    [
        (!Id().IsMatch(manifest.Id), "id", $"'{manifest.Id}' is no id. One has lower-case parts with dots between them, such as acme.plugins.stamp."),
        (!SemanticVersion().IsMatch(manifest.Version), "version", $"'{manifest.Version}' is no version such as 1.0.0."),
        (manifest.GatewayApi != PluginApi.Version, "gatewayApi", $"it was built for version {manifest.GatewayApi}; this gateway has version {PluginApi.Version}."),
        (Path.GetFileName(manifest.Assembly) != manifest.Assembly || !manifest.Assembly.EndsWith(".dll", StringComparison.Ordinal), "assembly", "it is the name of a .dll in the plugin's own folder."),
        (manifest.EntryType.Length == 0, "entryType", "it is the full name of the type that implements IGatewayPlugin."),
        (manifest.Status is not ("alpha" or "stable"), "status", $"'{manifest.Status}' is not known; it is alpha or stable."),
    ];

    private static IEnumerable<(bool IsWrong, string Key, string Message)> Calls(PluginManifest manifest)
    {
        var isOutcome = manifest.Stages.Contains("outcome");
        return
        [
            (manifest.Stages.Count == 0 || manifest.Stages.Except(Stages).Any(), "stages", $"it lists one or more of {string.Join(", ", Stages)}."),
            (manifest.Observes.Count == 0 || manifest.Observes.Except(Kinds).Any(), "observes", $"it lists one or more of {string.Join(", ", Kinds)}."),
            (manifest.TimeLimitMs is < 1 or > 60_000, "timeLimitMs", "it is 1 to 60,000."),
            ((isOutcome || manifest.Stages.Contains("events")) && manifest.TimeLimitMs > 5_000, "timeLimitMs", "it is at most 5,000 at the stages outcome and events, where a caller waits."),
            (manifest.OnError is not ("skip" or "fail"), "onError", $"'{manifest.OnError}' is not known; it is skip or fail."),
            (manifest.OnError == "fail" && !isOutcome, "onError", "'fail' needs the stage outcome: at observe, the answer has left, and at events a placeholder takes the event's place."),
            (manifest.Facts.Count > 16 || manifest.Facts.Any(kind => !Id().IsMatch(kind)), "facts", "it lists at most 16 kinds such as audit.sealed."),
        ];
    }

    private static IEnumerable<(bool IsWrong, string Key, string Message)> Appetite(PluginManifest manifest)
    {
        var (needs, budget) = (manifest.Needs, manifest.Budget);
        return
        [
            (needs.RequestBodyBytes is < 0 or > MaxBody, "needs.requestBodyBytes", $"it is 0 to {MaxBody}."),
            (needs.ResponseBodyBytes is < 0 or > MaxBody, "needs.responseBodyBytes", $"it is 0 to {MaxBody}."),
            (needs.ResponseBodyBytes > 0 && !manifest.Stages.Contains("observe"), "needs.responseBodyBytes", "it needs the stage observe: at outcome, the answer's body has not come yet."),
            (needs.RequestHeaders.Count > 50 || needs.ResponseHeaders.Count > 50, "needs", "at most 50 headers can be named each way."),
            (budget.QueueItems is < 1 or > 100_000, "budget.queueItems", "it is 1 to 100,000."),
            (budget.QueueBytes is < 0 or > 268_435_456, "budget.queueBytes", "it is 0 to 268,435,456."),
            (budget.Workers is < 1 or > 8, "budget.workers", "it is 1 to 8."),
            (budget.Batch is < 1 or > 1_000, "budget.batch", "it is 1 to 1,000."),
            (budget.Concurrency is < 1 or > 1_000, "budget.concurrency", "it is 1 to 1,000."),
        ];
    }

    [GeneratedRegex(@"^[a-z][a-z0-9-]{0,40}(\.[a-z][a-z0-9-]{0,40}){1,6}$", RegexOptions.NonBacktracking)]
    private static partial Regex Id();

    [GeneratedRegex(@"^[0-9]{1,6}\.[0-9]{1,6}\.[0-9]{1,6}(-[a-z0-9.-]{1,40})?$", RegexOptions.NonBacktracking)]
    private static partial Regex SemanticVersion();
}

using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using RetailSync.Events.Delivery.Dispatch;
using RetailSync.Events.Delivery.Expressions;
using RetailSync.Events.Log;
using RetailSync.Gateway;

namespace RetailSync.Events.Subscriptions;

/// <summary>Says what is wrong with a subscription, and what its words mean. Safe to use from many threads.</summary>
internal static class SubscriptionRules
{
    /// <summary>What deliveries of each class are worth when slots are short.</summary>
    public static readonly FrozenDictionary<string, int> Weights = new Dictionary<string, int> { ["money"] = 8, ["order"] = 5, ["stock"] = 3, ["price"] = 3, ["product"] = 2, ["bulk"] = 1 }.ToFrozenDictionary();

    private static readonly string[] Methods = ["POST", "PUT", "PATCH", "DELETE"];

    /// <summary>Adds every fault, with JSON pointers.</summary>
    /// <param name="definition">The subscription.</param>
    /// <param name="sinks">The sinks' names.</param>
    /// <param name="allowHttp">Whether webhooks may use plain HTTP.</param>
    /// <param name="faults">Where faults go.</param>
    public static void Check(SubscriptionDefinition definition, IReadOnlyCollection<string> sinks, bool allowHttp, ICollection<ProblemError> faults)
    {
        CheckPatterns("/filter/types", definition.Filter.Types, faults);
        CheckPatterns("/filter/keys", definition.Filter.Keys, faults);
        Expect(definition.Filter.Systems.Count <= 50 && definition.Filter.Systems.All(system => system is { Length: > 0 and <= 100 }), "/filter/systems", "must be up to 50 systems' ids.", faults);
        Expect(TryOrder(definition.Order, out _), "/order", "must be block-key, skip-with-gap or latest-only.", faults);
        Expect(Weights.ContainsKey(definition.Class), "/class", "must be money, order, stock, price, product or bulk.", faults);
        Expect(definition.MaxConcurrency is >= 1 and <= 256, "/maxConcurrency", "must be 1 to 256.", faults);
        Expect(
            definition.From is "now" or "earliest" || long.TryParse(definition.From, NumberStyles.None, CultureInfo.InvariantCulture, out _), "/from", "must be now, earliest or a place in the log.", faults);
        Expect(
            definition.RetrySeconds is null || (definition.RetrySeconds.Count <= 50 && definition.RetrySeconds.All(wait => wait is >= 1 and <= 259_200)),
            "/retrySeconds", "must be up to 50 waits of 1 to 259,200 seconds.", faults);
        switch (definition.Target.Kind)
        {
            case "webhook":
                CheckWebhook(definition.Target, allowHttp, faults);
                break;
            case "system":
                CheckSystem(definition.Target, faults);
                break;
            case "sink":
                Expect(definition.Target.Name is { } name && sinks.Contains(name), "/target/name", sinks.Count == 0 ? "there are no sinks." : $"must be one of {string.Join(", ", sinks)}.", faults);
                break;
            default:
                faults.Add(new ProblemError("/target/kind", null, "must be webhook, system or sink."));
                break;
        }
    }

    /// <summary>How it is delivered.</summary>
    public static DispatcherOptions ToOptions(SubscriptionDefinition definition, long? ratePerMinute) => new()
    {
        Order = TryOrder(definition.Order, out var order) ? order : OrderPolicy.BlockKey,
        Retry = definition.RetrySeconds is { } waits ? new RetrySchedule([.. waits.Select(wait => TimeSpan.FromSeconds(wait))]) : RetrySchedule.Default,
        MaxConcurrency = definition.MaxConcurrency,
        MinInterval = ratePerMinute is { } rate ? TimeSpan.FromMinutes(1) / rate : TimeSpan.Zero,
    };

    /// <summary>Which events it wants.</summary>
    public static EventFilter ToFilter(SubscriptionDefinition definition) => new() { Types = definition.Filter.Types, Systems = definition.Filter.Systems, Keys = definition.Filter.Keys };

    private static bool TryOrder(string text, out OrderPolicy order)
    {
        (var isKnown, order) = text switch
        {
            "block-key" => (true, OrderPolicy.BlockKey),
            "skip-with-gap" => (true, OrderPolicy.SkipWithGap),
            "latest-only" => (true, OrderPolicy.LatestOnly),
            _ => (false, OrderPolicy.BlockKey),
        };
        return isKnown;
    }

    private static void CheckWebhook(TargetDefinition target, bool allowHttp, ICollection<ProblemError> faults)
    {
        var isUrl = Uri.TryCreate(target.Url, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || (allowHttp && url.Scheme == Uri.UriSchemeHttp));
        Expect(isUrl && url!.UserInfo.Length == 0 && target.Url!.Length <= 2_048, "/target/url", $"must be a URL with {(allowHttp ? "http or " : "")}https, without user information.", faults);
        Expect(target.Mode is "structured" or "binary", "/target/mode", "must be structured or binary.", faults);
        Expect(target.Authorization is null || (target.Authorization.Length <= 4_096 && target.Authorization.All(character => character is >= ' ' and <= '~')), "/target/authorization", "must be printable ASCII.", faults);
    }

    private static void CheckSystem(TargetDefinition target, ICollection<ProblemError> faults)
    {
        Expect(target.Consumer is { Length: > 0 }, "/target/consumer", "must name the consumer on whose behalf the system is called.", faults);
        Expect(Methods.Contains(target.Method), "/target/method", $"must be {string.Join(", ", Methods)}.", faults);
        Expect(target.Path is { Length: > 0 and <= 2_048 } && target.Path[0] == '/', "/target/path", "must be a path that begins with a slash.", faults);
        Expect(target.Headers.Count <= 20 && target.Headers.All(header => header.Value is not null && IsFreeHeader(header.Key)), "/target/headers", "must be up to 20 headers; credentials, framing and Idempotency-Key are set by the gateway.", faults);
        var texts = target.Headers.Select(header => ($"/target/headers/{header.Key}", header.Value)).Append(("/target/path", target.Path ?? ""));
        foreach (var (at, text) in texts.Where(text => text.Item2 is not null).Concat(target.Body is { } body ? Texts("/target/body", body) : []))
        {
            if (Template.FaultOf(text) is { } fault)
            {
                faults.Add(new ProblemError(at, null, fault));
            }
        }
    }

    private static IEnumerable<(string At, string Text)> Texts(string at, System.Text.Json.JsonElement value) => value.ValueKind switch
    {
        System.Text.Json.JsonValueKind.String => [(at, value.GetString()!)],
        System.Text.Json.JsonValueKind.Object => value.EnumerateObject().SelectMany(field => Texts($"{at}/{field.Name}", field.Value)),
        System.Text.Json.JsonValueKind.Array => value.EnumerateArray().SelectMany((item, index) => Texts($"{at}/{index}", item)),
        _ => [],
    };

    private static bool IsFreeHeader(string name) =>
        name.Length is > 0 and <= 100 && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_')
        && !name.StartsWith("X-Consumer-", StringComparison.OrdinalIgnoreCase)
        && name.ToLowerInvariant() is not ("authorization" or "cookie" or "host" or "content-length" or "transfer-encoding" or "connection" or "idempotency-key" or "x-api-key" or "traceparent");

    private static void CheckPatterns(string at, IReadOnlyList<string> patterns, ICollection<ProblemError> faults) =>
        Expect(patterns.Count <= 50 && patterns.All(EventFilter.IsPattern), at, "must be up to 50 names; an asterisk may stand at the end of each.", faults);

    private static void Expect(bool holds, string at, string otherwise, ICollection<ProblemError> faults)
    {
        if (!holds)
        {
            faults.Add(new ProblemError(at, null, otherwise));
        }
    }
}

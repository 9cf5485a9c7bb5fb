using System.Globalization;

namespace RetailSync.Sandbox;

/// <summary>Reads <c>X-Sandbox-Fault: latency=200, error=503</c>: the faults of a single call.</summary>
internal static class FaultHeader
{
    /// <summary>The header's name.</summary>
    public const string Name = "X-Sandbox-Fault";

    private const string Known = "latency=<ms>, error=<status>, error-after=<status>, drop-before, drop-after, offline, offline=<status>, duplicate, drift";

    /// <summary>Reads the header's text; false with a reason when it says something unknown.</summary>
    public static bool TryParse(string text, out IReadOnlyList<DrawnFault> faults, out string reason)
    {
        var parsed = new List<DrawnFault>();
        faults = parsed;
        reason = "";
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (Parse(part) is not { } fault)
            {
                reason = $"{Name}: '{part}' is not a fault. Known: {Known}.";
                return false;
            }

            parsed.Add(fault);
        }

        return true;
    }

    private static DrawnFault? Parse(string part)
    {
        var name = part.Split('=', 2)[0];
        var number = int.TryParse(part.AsSpan(Math.Min(name.Length + 1, part.Length)), NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : (int?)null;
        if (number is null && part.Contains('=', StringComparison.Ordinal))
        {
            return null;
        }

        var rule = name switch
        {
            "latency" when number is not null => new FaultRule { Kind = FaultKind.Latency, LatencyMs = number.Value },
            "error" => new FaultRule { Kind = FaultKind.Error, Status = number },
            "error-after" => new FaultRule { Kind = FaultKind.ErrorAfter, Status = number },
            "offline" => new FaultRule { Kind = FaultKind.Offline, Status = number },
            "drop-before" when number is null => new FaultRule { Kind = FaultKind.DropBefore },
            "drop-after" when number is null => new FaultRule { Kind = FaultKind.DropAfter },
            "duplicate" when number is null => new FaultRule { Kind = FaultKind.Duplicate },
            "drift" when number is null => new FaultRule { Kind = FaultKind.Drift },
            _ => null,
        };
        return rule is null || rule.Fault() is not null ? null : new DrawnFault(rule.Kind, TimeSpan.FromMilliseconds(rule.LatencyMs), rule.Status, rule.RetryAfter);
    }
}

namespace RetailSync.Contracts.Compare.OpenApi;

/// <summary>Compares parameters. Not thread-safe.</summary>
internal sealed class ParameterComparer(Side old, Side @new, ChangeSink sink, SchemaComparer schemas, ComparisonOptions options)
{
    /// <summary>Compares the parameters of an operation, those of its path included.</summary>
    public void Compare(OperationPair operation, Spot oldPath, Spot newPath, IReadOnlyList<string> oldNames, IReadOnlyList<string> newNames)
    {
        var (before, after) = (All(old, oldPath, operation.Old!), All(@new, newPath, operation.New!));

        // A path parameter may be called differently: its place in the path is what counts.
        var names = oldNames.Zip(newNames).DistinctBy(pair => pair.First).ToDictionary(pair => $"path {pair.First}", pair => $"path {pair.Second}");
        foreach (var (key, parameter) in before)
        {
            if (after.TryGetValue(names.GetValueOrDefault(key, key), out var other))
            {
                ComparePair(operation, parameter.Spot, other.Spot);
            }
            else
            {
                TellRemoved(operation, parameter.Spot);
            }
        }

        var known = before.Keys.Select(key => names.GetValueOrDefault(key, key)).ToHashSet();
        foreach (var (key, parameter) in after.Where(one => !known.Contains(one.Key)))
        {
            TellAdded(operation, key, parameter.Spot, parameter.IsOfPath);
        }
    }

    private static Dictionary<string, (Spot Spot, bool IsOfPath)> All(Side side, Spot path, Spot operation)
    {
        var found = new Dictionary<string, (Spot, bool)>();
        foreach (var parameter in side.Items(path, "parameters"))
        {
            found[Key(parameter)] = (parameter, true);
        }

        foreach (var parameter in side.Items(operation, "parameters"))
        {
            found[Key(parameter)] = (parameter, false);
        }

        return found;
    }

    // Names of header fields are the same in any case (RFC 9110, section 5.1).
    private static string Key(Spot parameter) => parameter.Text("in") is "header" ? $"header {parameter.Text("name")?.ToLowerInvariant()}" : $"{parameter.Text("in")} {parameter.Text("name")}";

    private void TellAdded(OperationPair operation, string key, Spot parameter, bool isOfPath)
    {
        var isRequired = parameter.IsTrue("required");
        var id = key.StartsWith("path ", StringComparison.Ordinal) ? "new-request-path-parameter"
            : isOfPath ? $"new-{(isRequired ? "required" : "optional")}-request-default-parameter-to-existing-path"
            : $"new-{(isRequired ? "required" : "optional")}-request-parameter";
        sink.Add(id, operation, ChangeDirection.Request, key, $"{Subject(parameter)} is new{(isRequired ? ", and required" : "")}.", null, parameter);
    }

    private void TellRemoved(OperationPair operation, Spot parameter)
    {
        var id = "request-parameter-removed";
        if (parameter.IsTrue("deprecated"))
        {
            id = !Lifecycle.TrySunset(parameter, out var sunset) ? "request-parameter-sunset-parse"
                : sunset is null ? "request-parameter-removed-with-deprecation"
                : options.Today < sunset ? "request-parameter-removed-before-sunset" : "";
        }

        sink.Add(id, operation, ChangeDirection.Request, Key(parameter), $"{Subject(parameter)} is gone.", parameter, null);
    }

    private void ComparePair(OperationPair operation, Spot before, Spot after)
    {
        if (before.IsTrue("required") != after.IsTrue("required") && after.Text("in") != "path")
        {
            Report(operation, before, after, after.IsTrue("required") ? "became-required" : "became-optional", after.IsTrue("required") ? "became required." : "became optional.");
        }

        CompareLifecycle(operation, before, after);
        CompareDefault(operation, before, after);
        var subject = $"{(after.Text("in") == "header" ? "the header" : $"the {after.Text("in")} parameter")} '{after.Text("name")}'";
        schemas.Compare(Schema(old, before), Schema(@new, after), new SchemaScope(operation, ChangeDirection.Request, "request-parameter", "request-parameter-property", subject, false));
    }

    // A parameter has a schema of its own, or one in the single media type of its 'content'.
    private static Spot? Schema(Side side, Spot parameter) =>
        side.Below(parameter, "schema") ?? side.Members(side.Below(parameter, "content")).Select(media => side.Below(media.Spot, "schema")).FirstOrDefault();

    private void CompareDefault(OperationPair operation, Spot before, Spot after)
    {
        if (before.IsTrue("required") || after.IsTrue("required") || Schema(old, before) is not { } was || Schema(@new, after) is not { } @is)
        {
            return;
        }

        var (left, right) = (was.Node["default"], @is.Node["default"]);
        if ((left is null && right is null) || (left is not null && right is not null && SchemaEquality.AreSameValues(left, right)))
        {
            return;
        }

        Report(operation, before, after, left is null ? "default-value-added" : right is null ? "default-value-removed" : "default-value-changed", $": what is assumed when it is left out changed from {left?.Text ?? "nothing"} to {right?.Text ?? "nothing"}.");
    }

    private void CompareLifecycle(OperationPair operation, Spot before, Spot after)
    {
        var days = Lifecycle.Days(operation.New, options);
        var (name, text) = Lifecycle.Deprecation(before, after, days, options.Today) switch
        {
            "reactivated" => ("reactivated", "is no longer deprecated."),
            "sunset-invalid" => ("sunset-parse", "was deprecated with an 'x-sunset' that is no date; write it as 2026-12-31."),
            "sunset-missing" => ("deprecated-sunset-missing", "was deprecated without 'x-sunset', so nobody knows until when it stays."),
            "sunset-too-small" => ("sunset-date-too-small", $"was deprecated with a sunset in less than {days} days."),
            "deprecated" or "deprecated-with-sunset" => ("deprecated", "was deprecated."),
            _ => Lifecycle.SunsetChange(before, after, days, options.Today) switch
            {
                "deleted" => ("sunset-deleted", "is deprecated still, but its sunset was taken back."),
                "invalid" => ("sunset-parse", "has an 'x-sunset' that is no date; write it as 2026-12-31."),
                "too-small" => ("sunset-date-changed-too-small", $"has a sunset that moved nearer, to less than {days} days from now."),
                _ => ("", ""),
            },
        };
        Report(operation, before, after, name, text);
    }

    private void Report(OperationPair operation, Spot before, Spot after, string name, string text) =>
        sink.Add($"request-parameter-{name}", operation, ChangeDirection.Request, Key(after), $"{Subject(after)} {text}", before, after);

    private static string Subject(Spot parameter) => $"The {parameter.Text("in")} parameter '{parameter.Text("name")}'";
}

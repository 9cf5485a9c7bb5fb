namespace RetailSync.Contracts.Compare.OpenApi;

/// <summary>Compares operations. Not thread-safe.</summary>
internal sealed class OperationComparer(ChangeSink sink, ParameterComparer parameters, BodyComparer bodies, ComparisonOptions options)
{
    /// <summary>Compares an operation that both versions have.</summary>
    public void Compare(OperationPair operation, Spot oldPath, Spot newPath, string oldName, string newName)
    {
        var (before, after) = (operation.Old!, operation.New!);
        if (Lifecycle.Stability(before) < 0 || Lifecycle.Stability(after) < 0)
        {
            if (before.Text("x-stability-level") == after.Text("x-stability-level"))
            {
                return;
            }

            Report(operation, "api-invalid-stability-level", "'x-stability-level' must be draft, alpha, beta or stable.", before, after);
            return;
        }

        CompareStability(operation);
        if (!Lifecycle.IsPromised(after))
        {
            return;
        }

        CompareDeprecation(operation);
        CompareNames(operation);
        SecurityComparer.Compare(before.Node["security"], after.Node["security"], (id, text) => Report(operation, $"api-security-{id}", text, before, after));
        parameters.Compare(operation, oldPath, newPath, PathNames.Of(oldName), PathNames.Of(newName));
        bodies.CompareRequest(operation);
        bodies.CompareResponses(operation);
    }

    /// <summary>Tells of an operation that is gone.</summary>
    public void TellRemoved(OperationPair operation, bool isPathGone)
    {
        var before = operation.Old!;
        if (!Lifecycle.IsPromised(before))
        {
            if (Lifecycle.Stability(before) < 0)
            {
                Report(operation, "api-invalid-stability-level", "'x-stability-level' must be draft, alpha, beta or stable.", before, null);
            }

            return;
        }

        var prefix = isPathGone ? "api-path-removed" : "api-removed";
        if (!before.IsTrue("deprecated"))
        {
            Report(operation, $"{prefix}-without-deprecation", "The operation was removed without being deprecated first.", before, null);
        }
        else if (!Lifecycle.TrySunset(before, out var sunset))
        {
            Report(operation, "api-path-sunset-parse", "The operation was removed, and its 'x-sunset' was no date.", before, null);
        }
        else if (sunset is null)
        {
            Report(operation, $"{prefix}-with-deprecation", "The operation was removed; it had been deprecated.", before, null);
        }
        else if (options.Today < sunset)
        {
            Report(operation, $"{prefix}-before-sunset", $"The operation was removed before its sunset, {sunset:yyyy-MM-dd}.", before, null);
        }
    }

    /// <summary>Tells of an operation that is new.</summary>
    public void TellAdded(OperationPair operation) => Report(operation, "endpoint-added", "The operation is new.", null, operation.New);

    private void CompareStability(OperationPair operation)
    {
        var (was, @is) = (Lifecycle.Stability(operation.Old), Lifecycle.Stability(operation.New));
        if (was >= 2 && was != @is)
        {
            Report(operation, @is < was ? "api-stability-decreased" : "api-stability-increased", @is < was ? "The operation became less stable than it was promised to be." : "The operation became more stable.", operation.Old, operation.New);
        }
    }

    private void CompareDeprecation(OperationPair operation)
    {
        var (before, after) = (operation.Old!, operation.New!);
        var days = Lifecycle.Days(after, options);
        var (id, text) = Lifecycle.Deprecation(before, after, days, options.Today) switch
        {
            "reactivated" => ("endpoint-reactivated", "The operation is no longer deprecated."),
            "sunset-invalid" => ("api-deprecated-sunset-parse", "The operation was deprecated with an 'x-sunset' that is no date; write it as 2026-12-31."),
            "sunset-missing" => ("api-deprecated-sunset-missing", "The operation was deprecated without 'x-sunset', so nobody knows until when it stays."),
            "sunset-too-small" => ("api-sunset-date-too-small", $"The operation was deprecated with a sunset in less than {days} days."),
            "deprecated" => ("endpoint-deprecated", "The operation was deprecated."),
            "deprecated-with-sunset" => ("endpoint-deprecated-with-sunset", "The operation was deprecated, with a sunset."),
            _ => Lifecycle.SunsetChange(before, after, days, options.Today) switch
            {
                "deleted" => ("sunset-deleted", "The sunset was taken back, though the operation is still deprecated."),
                "invalid" => ("api-path-sunset-parse", "The 'x-sunset' is no date; write it as 2026-12-31."),
                "too-small" => ("api-sunset-date-changed-too-small", $"The sunset moved nearer, to less than {days} days from now."),
                _ => ("", ""),
            },
        };
        Report(operation, id, text, before, after);
    }

    private void CompareNames(OperationPair operation)
    {
        var (before, after) = (operation.Old!, operation.New!);
        var (was, @is) = (before.Text("operationId"), after.Text("operationId"));
        if (was != @is)
        {
            Report(operation, was is null ? "api-operation-id-added" : "api-operation-id-removed", was is null ? $"The operationId '{@is}' is new." : $"The operationId changed from '{was}' to {(@is is null ? "none" : $"'{@is}'")}.", before, after);
        }

        foreach (var tag in before.Texts("tags").Except(after.Texts("tags")))
        {
            Report(operation, "api-tag-removed", $"The tag '{tag}' is gone.", before, after);
        }

        foreach (var tag in after.Texts("tags").Except(before.Texts("tags")))
        {
            Report(operation, "api-tag-added", $"The tag '{tag}' is new.", before, after);
        }
    }

    private void Report(OperationPair operation, string id, string text, Spot? before, Spot? after) => sink.Add(id, operation, ChangeDirection.None, "", text, before, after);
}

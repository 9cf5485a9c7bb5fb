namespace RetailSync.Contracts.Compare.OpenApi;

/// <summary>Compares request bodies, responses, their media types and headers. Not thread-safe.</summary>
internal sealed class BodyComparer(Side old, Side @new, ChangeSink sink, SchemaComparer schemas)
{
    /// <summary>Compares the bodies of requests.</summary>
    public void CompareRequest(OperationPair operation)
    {
        var (before, after) = (old.Below(operation.Old, "requestBody"), @new.Below(operation.New, "requestBody"));
        if (before is null || after is null)
        {
            if (before is not null)
            {
                Report(operation, ChangeDirection.Request, "request-body-removed", "", "The request has no body any more.", before, operation.New);
            }
            else if (after is not null)
            {
                Report(operation, ChangeDirection.Request, after.IsTrue("required") ? "request-body-added-required" : "request-body-added-optional", "", $"The request has a body now{(after.IsTrue("required") ? ", which is required" : "")}.", operation.Old, after);
            }

            return;
        }

        if (before.IsTrue("required") != after.IsTrue("required"))
        {
            Report(operation, ChangeDirection.Request, after.IsTrue("required") ? "request-body-became-required" : "request-body-became-optional", "", $"The request body became {(after.IsTrue("required") ? "required" : "optional")}.", before, after);
        }

        CompareContent(operation, before, after, "", ChangeDirection.Request);
    }

    /// <summary>Compares the responses, status by status.</summary>
    public void CompareResponses(OperationPair operation)
    {
        var (before, after) = (old.Below(operation.Old, "responses"), @new.Below(operation.New, "responses"));
        foreach (var (status, response) in old.Members(before))
        {
            if (@new.Below(after, status) is { } other)
            {
                CompareHeaders(operation, response, other, status);
                CompareContent(operation, response, other, status, ChangeDirection.Response);
            }
            else if (KindOf(status) is { } kind)
            {
                Report(operation, ChangeDirection.Response, $"response-{kind}-status-removed", status, $"The status {status} is gone.", response, after);
            }
        }

        foreach (var (status, response) in @new.Members(after))
        {
            if (before?.Node[status] is null && KindOf(status) is { } kind)
            {
                Report(operation, ChangeDirection.Response, $"response-{kind}-status-added", status, $"The status {status} is new.", before, response);
            }
        }

        static string? KindOf(string status) => status.Length == 3 && status[0] is >= '1' and <= '5' ? status[0] == '2' ? "success" : "non-success" : null;
    }

    private void CompareContent(OperationPair operation, Spot before, Spot after, string status, ChangeDirection direction)
    {
        var prefix = direction == ChangeDirection.Request ? "request-body" : "response";
        var whose = direction == ChangeDirection.Request ? "the request" : $"the response {status}";
        var (left, right) = (old.Members(old.Below(before, "content")).ToList(), @new.Members(@new.Below(after, "content")).ToList());
        var pairs = MediaTypes.Pair([.. left.Select(media => media.Key)], [.. right.Select(media => media.Key)]);
        foreach (var (was, @is) in pairs)
        {
            var (first, second) = (left.FirstOrDefault(media => media.Key == was).Spot, right.FirstOrDefault(media => media.Key == @is).Spot);
            if (first is null || second is null)
            {
                Report(operation, direction, $"{prefix}-media-type-{(first is null ? "added" : "removed")}", $"{status} {was}{@is}", $"The media type {was ?? @is} of {whose} is {(first is null ? "new" : "gone")}.", first ?? before, second ?? after);
                continue;
            }

            if (was != @is)
            {
                Report(operation, direction, $"{prefix}-media-type-name-{MediaTypes.Change(was!, @is!)}", $"{status} {was}", $"The media type {was} of {whose} is called {@is} now.", first, second);
            }

            CompareSchemas(operation, first, second, status, @is!, direction, whose);
        }
    }

    private void CompareSchemas(OperationPair operation, Spot before, Spot after, string status, string mediaType, ChangeDirection direction, string whose)
    {
        var name = direction == ChangeDirection.Request ? "request" : "response";
        var (was, @is) = (old.Below(before, "schema"), @new.Below(after, "schema"));
        if ((was is null) != (@is is null))
        {
            Report(operation, direction, $"{name}-body-media-type-schema-{(was is null ? "added" : "removed")}", $"{status} {mediaType}", $"The media type {mediaType} of {whose} has {(was is null ? "a schema now" : "no schema any more")}.", was ?? before, @is ?? after);
        }

        var isJson = mediaType == "application/json" || mediaType.EndsWith("+json", StringComparison.Ordinal);
        var subject = $"{(direction == ChangeDirection.Request ? "the request body" : $"the response {status}")}{(mediaType == "application/json" ? "" : $" ({mediaType})")}";
        schemas.Compare(was, @is, new SchemaScope(operation, direction, $"{name}-body", $"{name}-property", subject, isJson));
    }

    private void CompareHeaders(OperationPair operation, Spot before, Spot after, string status)
    {
        var left = old.Members(old.Below(before, "headers")).ToDictionary(header => header.Key, header => header.Spot, StringComparer.OrdinalIgnoreCase);
        var right = @new.Members(@new.Below(after, "headers")).ToDictionary(header => header.Key, header => header.Spot, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, header) in left)
        {
            if (!right.TryGetValue(name, out var other))
            {
                var isRequired = header.IsTrue("required");
                Report(operation, ChangeDirection.Response, isRequired ? "required-response-header-removed" : "optional-response-header-removed", $"{status} {name}", $"The header '{name}' of the response {status} is gone.", header, after);
                continue;
            }

            if (header.IsTrue("required") && !other.IsTrue("required"))
            {
                Report(operation, ChangeDirection.Response, "response-header-became-optional", $"{status} {name}", $"The header '{name}' of the response {status} became optional.", header, other);
            }

            var scope = new SchemaScope(operation, ChangeDirection.Response, "response-header", "response-header-property", $"the header '{name}' of the response {status}", false);
            schemas.Compare(old.Below(header, "schema"), @new.Below(other, "schema"), scope);
        }

        foreach (var (name, header) in right.Where(header => !left.ContainsKey(header.Key)))
        {
            Report(operation, ChangeDirection.Response, "response-header-added", $"{status} {name}", $"The header '{name}' of the response {status} is new.", before, header);
        }
    }

    private void Report(OperationPair operation, ChangeDirection direction, string id, string where, string text, Spot? before, Spot? after) => sink.Add(id, operation, direction, where, text, before, after);
}

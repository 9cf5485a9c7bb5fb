using RetailSync.Contracts.OpenApi.Bodies;

namespace RetailSync.Contracts.Lint.Model;

/// <summary>The JSON bodies that an operation's change event is taken from.</summary>
internal static class EventBodies
{
    /// <summary>The media types of the request, or of the answers to success.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="source"><c>request</c> or <c>response</c>.</param>
    public static IEnumerable<DocumentPlace> Of(LintOperation operation, string source)
    {
        var holders = source == "request"
            ? operation.RequestBody is { } body ? [body] : []
            : operation.Responses.Where(response => response.Status.StartsWith('2')).Select(response => response.Place);
        return holders.SelectMany(holder => holder.Down("content")?.Members() ?? []).Where(media => media.Key.Contains("json", StringComparison.OrdinalIgnoreCase)).Select(media => media.Place);
    }
}

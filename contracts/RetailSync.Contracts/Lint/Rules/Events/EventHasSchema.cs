using RetailSync.Contracts.Lint.Model;

namespace RetailSync.Contracts.Lint.Rules.Events;

/// <summary>The data of an event has a schema.</summary>
internal sealed class EventHasSchema : ILintRule
{
    /// <inheritdoc/>
    public string Why => "Subscribers cannot be checked against data that nobody describes.";

    /// <inheritdoc/>
    public string Fix => "Give the body that the event is taken from a JSON schema; give the message a payload.";

    /// <inheritdoc/>
    public IEnumerable<Remark> Check(LintDocument document)
    {
        foreach (var operation in document.Operations.Where(operation => operation.Node["x-retailsync-event"] is not null))
        {
            var data = operation.Node["x-retailsync-event"]!["data"];
            foreach (var source in Sources(data?.Text).Where(source => EventBodies.Of(operation, source).All(media => media.Node["schema"] is null)))
            {
                yield return new Remark($"{operation.Pointer}/x-retailsync-event/data", data!, $"The event of {operation.Name} is made of the {source}, which has no JSON schema.");
            }
        }

        foreach (var message in document.Messages.Where(message => message.Place.Node["payload"] is null))
        {
            yield return new Remark(message.Place.Pointer, message.Member, $"The message '{message.Id}' has no payload.");
        }
    }

    private static string[] Sources(string? data) => data switch { "request" or "response" => [data], "both" => ["request", "response"], _ => [] };
}

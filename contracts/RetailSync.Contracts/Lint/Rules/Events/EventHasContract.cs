using RetailSync.Contracts.Lint.Model;
using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Lint.Rules.Events;

/// <summary>The type of a declared event has an event contract. Asked only where AsyncAPI documents are linted, too.</summary>
internal sealed class EventHasContract : ILintRule
{
    /// <inheritdoc/>
    public string Why => "An event whose type no AsyncAPI document declares is told without being checked, and subscribers cannot know what is in it.";

    /// <inheritdoc/>
    public string Fix => "Declare a message with this name in the AsyncAPI document of the system that owns the thing.";

    /// <inheritdoc/>
    public IEnumerable<Remark> Check(LintDocument document)
    {
        foreach (var operation in document.Operations)
        {
            if (document.EventTypes is { } known && operation.Node["x-retailsync-event"]?["type"] is { Kind: SourceKind.Text } type && !known.Contains(type.Text))
            {
                yield return new Remark($"{operation.Pointer}/x-retailsync-event/type", type, $"No AsyncAPI document declares the event '{type.Text}' of {operation.Name}.");
            }
        }
    }
}

using System.Text.RegularExpressions;
using RetailSync.Contracts.Lint.Model;
using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Lint.Rules.Naming;

/// <summary>Event types name a domain, an entity, what happened to it, and the major version.</summary>
internal sealed partial class EventTypeNames : ILintRule
{
    /// <inheritdoc/>
    public string Why => "A subscriber selects by prefix (retail.order.*), knows from the tense that it happened, and from the version what it can read.";

    /// <inheritdoc/>
    public string Fix => "Write it like retail.order.shipped.v1: four parts in lower case, the third in the past tense, the major version last.";

    /// <inheritdoc/>
    public IEnumerable<Remark> Check(LintDocument document)
    {
        foreach (var operation in document.Operations)
        {
            if (operation.Node["x-retailsync-event"]?["type"] is { Kind: SourceKind.Text } type && Wrong(type.Text) is { } wrong)
            {
                yield return new Remark($"{operation.Pointer}/x-retailsync-event/type", type, wrong);
            }
        }

        foreach (var message in document.Messages)
        {
            if (EventTypeOf.Message(message) is { } type && Wrong(type) is { } wrong)
            {
                yield return new Remark(message.Place.Pointer, message.Member, wrong);
            }
        }
    }

    private static string? Wrong(string type)
    {
        if (!Shape().IsMatch(type))
        {
            return $"'{type}' does not have the form <domain>.<entity>.<past tense>.v<major>.";
        }

        var verb = type.Split('.')[^2];
        return Words.IsPast(verb.Split('-')[^1]) || Words.IsPast(verb.Split('-')[0]) ? null : $"'{verb}' in '{type}' is not in the past tense: an event has happened.";
    }

    [GeneratedRegex(@"^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*\.v[1-9][0-9]{0,2}$", RegexOptions.NonBacktracking)]
    private static partial Regex Shape();
}

using System.Security.Cryptography;
using System.Text;
using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas;

namespace RetailSync.Contracts.Compare.Events;

/// <summary>Two versions of event schemas, held against each other. Not thread-safe.</summary>
internal sealed class EventPair(SourceDocument old, SourceDocument @new, EventComparisonOptions options)
{
    private const string StandAlone = "Publish it as a new type";

    /// <summary>What was found.</summary>
    public List<Change> Changes { get; } = [];

    /// <summary>What could not be decided.</summary>
    public SortedSet<string> Undecided { get; } = new(StringComparer.Ordinal);

    /// <summary>Compares two JSON Schemas.</summary>
    public void CompareSchemas()
    {
        Compare("", Root(old), Root(@new));

        static Side Root(SourceDocument document) =>
            new(document, new SchemaPart(document.Root, ""), SchemaDialect.Find(document.Root["$schema"]?.Text ?? "") is { ReferenceStandsAlone: true });
    }

    /// <summary>Compares the messages of two AsyncAPI documents.</summary>
    public void CompareMessages()
    {
        var (before, after) = (EventMessages.Of(old), EventMessages.Of(@new));
        foreach (var message in before)
        {
            if (after.FirstOrDefault(other => other.Name == message.Name) is { } other)
            {
                CompareMessage(message, other);
            }
            else
            {
                Report("message-removed", ChangeLevel.Error, message.Name, "", $"The message '{message.Name}' is gone: its subscribers get nothing any more. Deprecate it first, and publish what replaces it beside it.", message.Place, null);
            }
        }

        foreach (var message in after.Where(message => before.All(other => other.Name != message.Name)))
        {
            Report("message-added", ChangeLevel.Info, message.Name, "", $"The message '{message.Name}' is new.", null, message.Place);
        }
    }

    private void CompareMessage(EventMessage before, EventMessage after)
    {
        foreach (var address in before.Addresses.Where(address => !after.Addresses.Contains(address)))
        {
            Report("message-moved", ChangeLevel.Error, before.Name, address, $"The message '{before.Name}' is no longer sent to '{address}', where its subscribers wait.", before.Place, after.Place);
        }

        if (before.Format.Length > 0 || after.Format.Length > 0)
        {
            Undecided.Add($"{@new.Locate(after.Place.Node)}: The payload of '{after.Name}' is described as {(after.Format.Length > 0 ? after.Format : before.Format)}, which is not compared.");
            return;
        }

        Compare(before.Name, new Side(old, before.Payload, before.ReferenceStandsAlone), new Side(@new, after.Payload, after.ReferenceStandsAlone));

        // Headers are in AsyncAPI's own format, a superset of draft 7, in which nothing beside '$ref' counts.
        Compare(before.Name, new Side(old, before.Headers, true), new Side(@new, after.Headers, true));
    }

    private void Compare(string name, Side before, Side after)
    {
        if (options.Compatibility is Compatibility.Backward or Compatibility.Full)
        {
            Hold("backward", name, before, after);
        }

        if (options.Compatibility is Compatibility.Forward or Compatibility.Full)
        {
            Hold("forward", name, after, before);
        }
    }

    private void Hold(string way, string name, Side writer, Side reader)
    {
        var (writers, readers) = (writer.Schemas(), reader.Schemas());
        var inclusion = new Inclusion(writers, readers, options.IsStrict);
        inclusion.Compare(writer.Schema, reader.Schema);
        foreach (var mismatch in inclusion.Mismatches)
        {
            var isBackward = way == "backward";
            var (oldPart, newPart) = isBackward ? (mismatch.Writer, mismatch.Reader) : (mismatch.Reader, mismatch.Writer);
            Report($"{way}-{mismatch.Rule}", mismatch.Level, name, mismatch.Path, Sentence(isBackward, name, mismatch), oldPart, newPart);
        }

        Undecided.UnionWith(inclusion.Undecided);
        Undecided.UnionWith(writers.Undecided);
        Undecided.UnionWith(readers.Undecided);
    }

    private static string Sentence(bool isBackward, string name, Mismatch mismatch)
    {
        var what = mismatch.Path.Length == 0 ? "The data" : $"'{mismatch.Path}'";
        var who = isBackward ? "readers of the new version" : "readers of the old version";
        var whose = isBackward ? "data of the old" : "data of the new";
        var advice = mismatch.Level != ChangeLevel.Error ? "" : name.Length > 0 ? $" {StandAlone}, {EventType.Next(name)}." : $" {StandAlone} with the next major version (…v2).";
        return $"{what}: {who} {mismatch.Text}; {whose} {(mismatch.Level == ChangeLevel.Error ? "breaks" : "may break")} there.{advice}";
    }

    private void Report(string id, ChangeLevel level, string name, string path, string message, SchemaPart? oldPart, SchemaPart? newPart) => Changes.Add(new Change
    {
        Id = $"event-{id}",
        Level = level,
        Message = message,
        Operation = name,
        Old = Place(old, oldPart),
        New = Place(@new, newPart),
        Fingerprint = Fingerprint(id, name, path, message),
    });

    private static ChangePlace? Place(SourceDocument document, SchemaPart? part) => part is null ? null : new ChangePlace(document.Name, part.Node.Line, part.Node.Column, part.Pointer);

    private static string Fingerprint(params string[] values) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', values))))[..16];

    private sealed record Side(SourceDocument Document, SchemaPart? Schema, bool ReferenceStandsAlone)
    {
        // References of a schema that has an identifier of its own start from it; all others from the document.
        public EventSchemas Schemas() => new(Document, Schema?.Node["$id"] is not null ? Schema : new SchemaPart(Document.Root, ""), ReferenceStandsAlone);
    }
}

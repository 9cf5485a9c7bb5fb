using System.Collections.Frozen;
using RetailSync.Contracts.Reading;
using RetailSync.Gateway;

namespace RetailSync.Catalog;

/// <summary>Reads the consumers, their API keys and their certificates.</summary>
internal sealed class ConsumerSection(SystemSection systems, ICollection<ConfigFault> faults)
{
    private readonly Names _subjects = new("consumer or subject", faults);
    private readonly Names _prefixes = new("key", faults);
    private readonly CertificateSection _certificates = new(faults);

    /// <summary>Reads the list.</summary>
    public IReadOnlyList<Consumer> Read(IEnumerable<(SourceDocument Document, MappingReader Fields)> consumers)
    {
        // Ids first: a subject that is another consumer's id is the subject's fault, wherever the two stand.
        var all = consumers.Select(each => (each.Document, each.Fields, Id: ReadId(each.Fields))).ToArray();
        return [.. all.Select(each => ReadConsumer(each.Document, each.Fields, each.Id)).OfType<Consumer>()];
    }

    private static IEnumerable<(string Text, string Where)> Texts(SourceDocument document, MappingReader fields, string key)
    {
        // Reports what is no text; the places are the nodes'.
        _ = fields.TextList(key);
        return (fields.Node[key]?.Items ?? []).Where(item => item is { Kind: SourceKind.Text, Text: not "" }).Select(item => (item.Text, document.Locate(item)));
    }

    private string? ReadId(MappingReader fields)
    {
        if (fields.RequiredText("id") is not { } id)
        {
            return null;
        }

        if (!LandscapeRules.IsKebab(id))
        {
            fields.Fault("id", $"'{id}' must be kebab-case: lower case letters, digits and single hyphens, such as web-shop.");
        }

        return _subjects.Define(id, fields.Locate("id")) ? id : null;
    }

    private Consumer? ReadConsumer(SourceDocument document, MappingReader fields, string? id)
    {
        var name = fields.RequiredText("name");
        var owner = fields.RequiredText("owner");
        systems.Teams.Refer(owner, fields.Locate("owner"));
        var system = fields.OptionalText("system");
        systems.Systems.Refer(system, fields.Locate("system"));
        var priority = fields.OptionalEnum<Priority>("priority");
        var scopes = ReadScopes(document, fields);
        var subjects = Texts(document, fields, "subjects").Where(subject => _subjects.Define(subject.Text, subject.Where)).Select(subject => subject.Text).ToArray();
        var keys = ReadKeys(fields);
        var certificates = _certificates.Read(fields);
        fields.RefuseUnknownKeys();
        return id is null
            ? null
            : new Consumer { Id = id, Name = name ?? id, Owner = owner ?? "", System = system, Priority = priority, Scopes = scopes, Subjects = subjects, ApiKeys = keys, Certificates = certificates };
    }

    private FrozenSet<string> ReadScopes(SourceDocument document, MappingReader fields)
    {
        var names = new Names("scope", faults);
        foreach (var (scope, where) in Texts(document, fields, "scopes"))
        {
            if (!LandscapeRules.IsScope(scope))
            {
                faults.Add(new ConfigFault(where, $"'{scope}' is no scope. A scope is one word of visible ASCII without quotes or backslashes, such as crm.read."));
            }

            names.Define(scope, where);
        }

        return names.All.ToFrozenSet(StringComparer.Ordinal);
    }

    private List<ApiKeyRecord> ReadKeys(MappingReader consumer)
    {
        var keys = new List<ApiKeyRecord>();
        foreach (var fields in consumer.MappingList("keys"))
        {
            if (ReadKey(fields) is { } key)
            {
                keys.Add(key);
            }
        }

        // Counted whenever a key begins, so that the answer does not depend on the day on which the file is read.
        var crowded = keys.Find(begins => keys.Count(key => key.CreatedAt <= begins.CreatedAt && !(key.ExpiresAt <= begins.CreatedAt)) > ConsumerEditor.MostLiveKeys);
        if (crowded is not null)
        {
            consumer.Fault("keys", $"More than two keys work at the same time from {crowded.CreatedAt:u} on. Give an older one an expiry, or remove it.");
        }

        return keys;
    }

    private ApiKeyRecord? ReadKey(MappingReader fields)
    {
        var prefix = fields.RequiredText("prefix");
        var sha256 = fields.RequiredText("sha256");
        var created = fields.RequiredDate("created");
        var expires = fields.OptionalDate("expires");
        fields.RefuseUnknownKeys();
        if (prefix is not null && !ApiKey.IsPrefix(prefix))
        {
            fields.Fault("prefix", $"'{prefix}' is no key's prefix. One is rsk_ and 8 lower case letters or digits (no i, l, o, u), such as rsk_ab12cd34.");
            prefix = null;
        }

        if (sha256 is not null && !LandscapeRules.IsSha256(sha256))
        {
            // The value is not repeated: a whole key may have been pasted here.
            fields.Fault("sha256", "'sha256' must be the SHA-256 of the whole key: 64 hexadecimal digits. The key itself is never stored.");
            sha256 = null;
        }

        if (expires < created)
        {
            fields.Fault("expires", $"The key expires at {expires:u}, before it was made.");
        }

        return prefix is not null && sha256 is not null && created is not null && _prefixes.Define(prefix, fields.Locate("prefix"))
            ? new ApiKeyRecord(prefix, sha256, created.Value, expires)
            : null;
    }
}

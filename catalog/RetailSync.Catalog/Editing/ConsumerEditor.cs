using System.Collections.Frozen;
using RetailSync.Gateway;
using YamlDotNet.Core;

namespace RetailSync.Catalog;

/// <summary>
/// Adds consumers and changes their API keys by editing the landscape files in place; comments and layout stay. A file is replaced in one step, and only after the
/// edited landscape has been read again without a fault. One edit of a folder at a time, across processes. Safe to use from many threads.
/// </summary>
/// <param name="folder">The landscape folder.</param>
/// <param name="clock">Tells when a key is made and when one expires.</param>
public sealed class ConsumerEditor(string folder, TimeProvider clock)
{
    /// <summary>How many keys of a consumer may work at the same time.</summary>
    internal const int MostLiveKeys = 2;

    /// <summary>The longest time for which an old key may go on working beside the new one.</summary>
    public static readonly TimeSpan LongestOverlap = TimeSpan.FromDays(90);

    // Files keep whole seconds; what is returned is what a reader of the file will see.
    private DateTimeOffset Now => DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds());

    /// <summary>Adds a consumer, with an API key when asked. Refused when the id is taken or anything about it would not load.</summary>
    public ConsumerEdit Create(NewConsumer consumer)
    {
        ArgumentNullException.ThrowIfNull(consumer);
        return Edit((files, landscape) =>
        {
            if (landscape.Consumers.Find(consumer.Id) is not null)
            {
                return ConsumerDraft.Refused(consumer.Id, $"A consumer '{consumer.Id}' exists already.");
            }

            var key = consumer.WithApiKey ? ApiKey.Create(Now) : null;
            var added = new Consumer
            {
                Id = consumer.Id,
                Name = consumer.Name,
                Owner = consumer.Owner,
                System = consumer.System,
                Scopes = consumer.Scopes.ToFrozenSet(StringComparer.Ordinal),
                ApiKeys = key is null ? [] : [key.Record],
            };
            var (path, text) = files.Texts().FirstOrDefault(file => ConsumerText.HasConsumers(file.Text));
            path ??= Path.Combine(folder, "consumers.yaml");
            text ??= files.Texts().FirstOrDefault(file => file.Path == path).Text ?? "";
            return new ConsumerDraft(path, ConsumerText.Add(text, added), added) { NewKey = key };
        });
    }

    /// <summary>
    /// Makes a further API key and lets the one that works now expire after <paramref name="overlap"/>, or earlier where it already had an earlier expiry.
    /// Refused when two keys work already. The first key of a consumer is made in the same way.
    /// </summary>
    /// <param name="consumerId">The consumer.</param>
    /// <param name="overlap">How long both keys work. 0 to 90 days.</param>
    public ConsumerEdit RotateKey(string consumerId, TimeSpan overlap)
    {
        if (overlap < TimeSpan.Zero || overlap > LongestOverlap)
        {
            return ConsumerEdit.Refused(consumerId, $"The overlap must be between 0 and {LongestOverlap.Days} days.");
        }

        return Edit((files, landscape) =>
        {
            if (landscape.Consumers.Find(consumerId) is not { } consumer)
            {
                return ConsumerDraft.NoConsumer(consumerId, landscape);
            }

            var live = consumer.ApiKeys.Where(key => key.ExpiresAt is null || key.ExpiresAt > Now).ToArray();
            if (live.Length >= MostLiveKeys)
            {
                return ConsumerDraft.Refused(consumerId, $"Two keys work already: {string.Join(", ", live.Select(key => key.Prefix))}. Revoke one, or wait until one expires.");
            }

            var (path, text) = FileOf(consumerId, files);
            var end = Now + overlap;
            var ending = live.Where(key => key.ExpiresAt is null || key.ExpiresAt > end).ToArray();
            foreach (var key in ending)
            {
                text = ConsumerText.SetExpiry(text, consumerId, key.Prefix, end);
            }

            var made = ApiKey.Create(Now);
            var keys = consumer.ApiKeys.Select(key => ending.Contains(key) ? key with { ExpiresAt = end } : key).Append(made.Record).ToArray();
            return new ConsumerDraft(path, ConsumerText.AddKey(text, consumerId, made.Record), consumer with { ApiKeys = keys })
            {
                NewKey = made,
                EndingKeys = [.. ending.Select(key => key with { ExpiresAt = end })],
            };
        });
    }

    /// <summary>Removes an API key, so that it stops working as soon as the landscape is loaded again.</summary>
    public ConsumerEdit RevokeKey(string consumerId, string prefix) => Edit((files, landscape) =>
    {
        if (landscape.Consumers.Find(consumerId) is not { } consumer)
        {
            return ConsumerDraft.NoConsumer(consumerId, landscape);
        }

        if (consumer.ApiKeys.FirstOrDefault(key => key.Prefix == prefix) is not { } revoked)
        {
            var known = consumer.ApiKeys.Count == 0 ? "It has none." : $"It has: {string.Join(", ", consumer.ApiKeys.Select(key => key.Prefix))}.";
            return ConsumerDraft.Refused(consumerId, $"The consumer has no key with the prefix '{prefix}'. {known}");
        }

        var (path, text) = FileOf(consumerId, files);
        var kept = consumer.ApiKeys.Where(key => key != revoked).ToArray();
        return new ConsumerDraft(path, ConsumerText.RemoveKey(text, consumerId, prefix), consumer with { ApiKeys = kept }) { EndingKeys = [revoked] };
    });

    private static (string Path, string Text) FileOf(string consumerId, LandscapeFiles files) =>
        files.Texts().Where(file => ConsumerText.Holds(file.Text, consumerId)).FirstOrDefault(files.Texts().First());

    private static ConsumerEdit NotEditable(string path) =>
        ConsumerEdit.Refused(path, "The file is laid out in a way that cannot be edited safely, so nothing was changed. Make the change by hand.");

    private ConsumerEdit Edit(Func<LandscapeFiles, ILandscape, ConsumerDraft> change)
    {
        if (!Directory.Exists(folder))
        {
            return ConsumerEdit.Refused(folder, "The landscape folder does not exist.");
        }

        try
        {
            using var held = LandscapeLock.TryTake(folder);
            return held is null
                ? ConsumerEdit.Refused(LandscapeLock.PathIn(folder), "Another edit is under way. If none is, an earlier one was cut short: delete this file and try again.")
                : Edit(held, change);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return ConsumerEdit.Refused(folder, $"The landscape folder cannot be written to: {fault.Message}");
        }
        catch (YamlException)
        {
            return NotEditable(folder);
        }
    }

    private ConsumerEdit Edit(LandscapeLock held, Func<LandscapeFiles, ILandscape, ConsumerDraft> change)
    {
        var faults = new List<ConfigFault>();
        var files = LandscapeFiles.Load(folder, faults);
        var landscape = LandscapeReader.Read(files, faults);
        if (faults.Count > 0)
        {
            return new ConsumerEdit { Refusals = faults };
        }

        var draft = change(files, landscape);
        if (draft.Refusal is { } refusal)
        {
            return new ConsumerEdit { Refusals = [refusal] };
        }

        var edited = LandscapeReader.Read(files.With(draft.Path, draft.Text), faults);
        if (faults.Count > 0)
        {
            return new ConsumerEdit { Refusals = faults };
        }

        if (!draft.IsWhat(edited.Consumers, landscape.Consumers))
        {
            return NotEditable(draft.Path);
        }

        held.Replace(draft.Path, draft.Text);
        return new ConsumerEdit { File = draft.Path, Consumer = draft.Consumer, NewKey = draft.NewKey, EndingKeys = draft.EndingKeys };
    }
}

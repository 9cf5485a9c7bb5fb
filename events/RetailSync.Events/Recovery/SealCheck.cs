using RetailSync.Events.Journal;
using RetailSync.Events.Sealing;
using RetailSync.Store;

namespace RetailSync.Events.Recovery;

/// <summary>Makes sure at the start that what the store holds can be opened: a gateway with the wrong key would lose bodies without anybody noticing.</summary>
internal sealed class SealCheck(IStore store, BodySeal seal, SealKeys keys)
{
    private static readonly string[] Newest =
    [
        "select request_body from operation where request_body is not null order by created_at desc limit 1",
        "select response_body from operation where response_body is not null order by created_at desc limit 1",
        "select data from event where data is not null order by seq desc limit 1",
    ];

    /// <summary>Checks it.</summary>
    /// <exception cref="InvalidOperationException">The newest bodies were sealed with a key that is not here; the message says what to do.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var query in Newest)
        {
            if (await store.FirstAsync(query, row => row.BytesOrNull(0), cancellationToken) is { } kept && !seal.Knows(kept))
            {
                keys.Unmake();
                throw new InvalidOperationException(
                    "The store holds bodies that were sealed with another key than " + (keys.File is { } file ? $"that in {file}" : "those that Journal:Keys names") +
                    ". Bring back the key file that belongs to the store (it is part of every backup), or name the key in Journal:Keys. Without it the kept answers and events cannot be read.");
            }
        }
    }
}

using RetailSync.Contracts.AsyncApi;
using RetailSync.Gateway;

namespace RetailSync.Contracts;

/// <summary>Reads what the AsyncAPI contracts in a folder say of change events. Safe to call from many threads.</summary>
public static class EventContractFolder
{
    /// <summary>Reads every <c>{system}/{name}.v{major}.asyncapi.yaml</c> (or <c>.yml</c>, <c>.json</c>) below a folder; other files are not looked at.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="cache">What earlier readings of event contracts left; a file with unchanged content is not read again.</param>
    /// <param name="faults">Receives every fault of every file, each with its <c>file:line:column</c>. Two messages of one type are a fault that names both places.</param>
    /// <returns>What is said of each type, by the type. Messages that name no type are left out.</returns>
    public static IReadOnlyDictionary<string, IEventContract> Read(string folder, ContractCache cache, ICollection<ConfigFault> faults)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(cache);
        ArgumentNullException.ThrowIfNull(faults);

        var events = new SortedDictionary<string, IEventContract>(StringComparer.Ordinal);
        var places = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var contract in AsyncApiFolder.Read(folder, faults, cache).Values)
        {
            foreach (var message in contract.Messages.Where(message => message.EventType is not null))
            {
                var type = message.EventType!;
                if (places.TryAdd(type, message.Location))
                {
                    events.Add(type, new EventContract(contract, message, type));
                }
                else
                {
                    faults.Add(new ConfigFault(message.Location, $"The event type '{type}' is declared at {places[type]} already. One type has one message: its owner's; what others send under it, that schema allows."));
                }
            }
        }

        return events;
    }
}

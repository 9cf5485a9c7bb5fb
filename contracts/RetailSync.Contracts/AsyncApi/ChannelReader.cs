using System.Text.RegularExpressions;
using RetailSync.Contracts.OpenApi.Bodies;
using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.AsyncApi;

/// <summary>Reads channel objects.</summary>
internal sealed partial class ChannelReader(AsyncApiScope scope, MessageReader messages)
{
    /// <summary>The channel at a place past references; null, with a fault, when it cannot be read.</summary>
    public AsyncApiChannel? Read(string name, DocumentPlace place)
    {
        if (scope.Open(place.Node, $"The channel '{name}'", AsyncApiKeys.Channel) is not { } channel)
        {
            return null;
        }

        var address = channel.Find("address") is null or { Kind: SourceKind.Null } ? null : channel.OptionalText("address");
        var parameters = Parameters(place);
        CheckAddress(channel, address, parameters);
        CheckServers(place);
        var sent = new Dictionary<string, AsyncApiMessage>(StringComparer.Ordinal);
        foreach (var (key, message) in scope.Members(place, "messages"))
        {
            if (messages.Read(message) is { } read)
            {
                sent[key] = read;
            }
        }

        return new AsyncApiChannel(name, address, parameters, sent, place.Pointer, scope.LocateKey(scope.Document.Root["channels"], name));
    }

    private List<string> Parameters(DocumentPlace channel)
    {
        foreach (var (name, parameter) in scope.Members(channel, "parameters"))
        {
            scope.Open(parameter.Node, $"The parameter '{name}'", AsyncApiKeys.Parameter);
        }

        // All names, so that one whose reference leads nowhere is not told to be missing as well.
        return [.. channel.Node["parameters"]?.Members.Select(member => member.Key) ?? []];
    }

    private static void CheckAddress(MappingReader channel, string? address, List<string> parameters)
    {
        if (address is null)
        {
            return;
        }

        var used = Expression().Matches(address).Select(match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
        foreach (var missing in used.Except(parameters))
        {
            channel.Fault("address", $"The address has a parameter '{missing}' that 'parameters' does not describe.");
        }
    }

    private void CheckServers(DocumentPlace channel)
    {
        if (channel.Node["servers"] is not { } servers)
        {
            return;
        }

        if (servers.Kind != SourceKind.List)
        {
            scope.Fault(servers, $"'servers' must be a list of references, but is {servers.Description}.");
        }

        foreach (var item in servers.Items.Where(item => item["$ref"] is null))
        {
            scope.Fault(item, "A server of a channel is a reference such as { $ref: '#/servers/production' }.");
        }
    }

    [GeneratedRegex(@"\{(?<name>[A-Za-z0-9_-]+)\}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Expression();
}

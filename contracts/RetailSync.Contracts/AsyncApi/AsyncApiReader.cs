using System.Text.RegularExpressions;
using RetailSync.Contracts.OpenApi;
using RetailSync.Contracts.Reading;
using RetailSync.Gateway;

namespace RetailSync.Contracts.AsyncApi;

/// <summary>Reads an AsyncAPI document of version 3.0 or 3.1 into a contract.</summary>
internal static partial class AsyncApiReader
{
    /// <summary>Reads one document.</summary>
    /// <param name="file">What the file's name says; null when it need not say anything.</param>
    /// <param name="hash">A hash of the file's content.</param>
    /// <param name="document">The document.</param>
    /// <param name="faults">Receives every fault.</param>
    /// <returns>The contract; null when there was a fault.</returns>
    public static AsyncApiContract? Read(ContractFileName? file, string hash, SourceDocument document, ICollection<ConfigFault> faults)
    {
        List<ConfigFault> own = [];
        var contract = Read(file, hash, new AsyncApiScope(document, own));
        foreach (var fault in own.Distinct())
        {
            faults.Add(fault);
        }

        return own.Count == 0 ? contract : null;
    }

    private static AsyncApiContract? Read(ContractFileName? file, string hash, AsyncApiScope scope)
    {
        if (MappingReader.Open(scope.Document, scope.Faults) is not { } root || !IsKnownVersion(root))
        {
            return null;
        }

        scope.Open(root.Node, "The document", AsyncApiKeys.Document);
        ReferenceCheck.Run(scope.Document, scope.Faults, AsyncApiKeys.NameMaps, AsyncApiKeys.Data);
        var (title, version) = Info(scope, root, file);
        var messages = new MessageReader(scope, root.OptionalText("defaultContentType"));
        var channels = Channels(scope, new ChannelReader(scope, messages));
        var operations = new AsyncApiOperationReader(scope, channels);
        var contract = new AsyncApiContract
        {
            Id = file?.Id ?? scope.Document.Name,
            Hash = hash,
            Title = title ?? "",
            Version = version ?? "",
            File = file?.RelativePath ?? scope.Document.Name,
            Servers = [.. Servers(scope)],
            Channels = [.. channels.Values],
            Operations = [.. scope.Members(scope.Root, "operations").Select(each => operations.Read(each.Key, each.Place)).OfType<AsyncApiOperation>()],
            Messages = [.. Components(scope, messages)],
            Document = scope.Document,
        };
        return contract;
    }

    private static bool IsKnownVersion(MappingReader root)
    {
        if (root.RequiredText("asyncapi") is not { } version)
        {
            return false;
        }

        if (Known().IsMatch(version))
        {
            return true;
        }

        root.Fault("asyncapi", $"AsyncAPI '{version}' is not read. Known: 3.0.x and 3.1.x, with all three numbers.");
        return false;
    }

    private static (string? Title, string? Version) Info(AsyncApiScope scope, MappingReader root, ContractFileName? file)
    {
        if (root.RequiredMapping("info") is not { } mapping || scope.Open(mapping.Node, "'info'", AsyncApiKeys.Info) is not { } info)
        {
            return (null, null);
        }

        var version = info.RequiredText("version");
        if (version is not null && file is not null)
        {
            OpenApiReader.CheckMajor(info, version, file);
        }

        return (info.RequiredText("title"), version);
    }

    private static IEnumerable<string> Servers(AsyncApiScope scope)
    {
        foreach (var (name, place) in scope.Members(scope.Root, "servers"))
        {
            if (scope.Open(place.Node, $"The server '{name}'", AsyncApiKeys.Server) is not { } server)
            {
                continue;
            }

            server.RequiredText("host");
            server.RequiredText("protocol");
            yield return name;
        }
    }

    // By definition: two names for one definition are two channels, and an operation that refers to either finds the first.
    private static Dictionary<SourceNode, AsyncApiChannel> Channels(AsyncApiScope scope, ChannelReader reader)
    {
        var channels = new Dictionary<SourceNode, AsyncApiChannel>(ReferenceEqualityComparer.Instance);
        foreach (var (name, place) in scope.Members(scope.Root, "channels"))
        {
            if (!channels.ContainsKey(place.Node) && reader.Read(name, place) is { } channel)
            {
                channels.Add(place.Node, channel);
            }
        }

        return channels;
    }

    private static IEnumerable<AsyncApiMessage> Components(AsyncApiScope scope, MessageReader messages)
    {
        if (scope.Document.Root["components"] is { } components && scope.Open(components, "'components'", AsyncApiKeys.Components) is not null)
        {
            foreach (var (_, place) in scope.Members(scope.Root with { Node = components, Pointer = "/components" }, "messages"))
            {
                messages.Read(place);
            }
        }

        return messages.All;
    }

    [GeneratedRegex(@"^3\.[01]\.[0-9]{1,3}(-[0-9A-Za-z.-]+)?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Known();
}

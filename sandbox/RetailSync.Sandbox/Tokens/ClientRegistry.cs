using System.Collections.Frozen;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace RetailSync.Sandbox;

/// <summary>The token server's clients: one per consumer in the landscape, and the gateway itself. Safe to call from many threads.</summary>
/// <remarks>The landscape's files are looked at on every question and read again when one has changed; a file that cannot be read leaves the clients as they were.</remarks>
internal sealed partial class ClientRegistry
{
    /// <summary>The client of the gateway itself, for systems that want a token.</summary>
    public const string GatewayClient = "retailsync-gateway";

    /// <summary>The secret of every consumer: this is a development server on loopback.</summary>
    public const string ConsumerSecret = "sandbox-secret";

    public const string Audience = "retailsync";
    public const string UpstreamAudience = "finance";
    public const string UpstreamScope = "finance.upstream";

    private static readonly IDeserializer Yaml = new DeserializerBuilder()
        .WithNamingConvention(CamelCaseNamingConvention.Instance)
        .IgnoreUnmatchedProperties()
        .Build();

    private readonly Lock _gate = new();
    private readonly string _folder;
    private readonly Client _gateway;
    private readonly ILogger<ClientRegistry> _logger;
    private string _fingerprint = "";
    private FrozenDictionary<string, Client> _clients = FrozenDictionary<string, Client>.Empty;

    public ClientRegistry(string landscapeFolder, string gatewaySecret, ILogger<ClientRegistry> logger)
    {
        _folder = landscapeFolder;
        _gateway = new Client(GatewayClient, gatewaySecret, UpstreamAudience, [UpstreamScope]);
        _logger = logger;
    }

    /// <summary>The client with the given id; null when there is none.</summary>
    public Client? Find(string? id)
    {
        if (id is null)
        {
            return null;
        }

        return id == GatewayClient ? _gateway : Current().GetValueOrDefault(id);
    }

    private FrozenDictionary<string, Client> Current()
    {
        lock (_gate)
        {
            var files = Directory.Exists(_folder)
                ? new DirectoryInfo(_folder).GetFiles("*.yaml").OrderBy(file => file.Name, StringComparer.Ordinal).ToList()
                : [];
            var fingerprint = string.Join('|', files.Select(file => $"{file.Name}:{file.Length}:{file.LastWriteTimeUtc.Ticks}"));
            if (fingerprint != _fingerprint)
            {
                _fingerprint = fingerprint;
                Read(files);
            }

            return _clients;
        }
    }

    private void Read(List<FileInfo> files)
    {
        try
        {
            var clients = new Dictionary<string, Client>(StringComparer.Ordinal);
            foreach (var entry in files.SelectMany(ConsumersOf).Where(entry => entry.Id is not null))
            {
                clients[entry.Id!] = new Client(entry.Id!, ConsumerSecret, Audience, entry.Scopes ?? []);
            }

            _clients = clients.ToFrozenDictionary(StringComparer.Ordinal);
        }
        catch (Exception unreadable) when (unreadable is YamlException or IOException or UnauthorizedAccessException)
        {
            LogUnreadable(_folder, unreadable.Message);
        }
    }

    private static IEnumerable<LandscapeFile.Entry> ConsumersOf(FileInfo file)
    {
        using var reader = file.OpenText();
        return Yaml.Deserialize<LandscapeFile?>(reader)?.Consumers ?? [];
    }

    [LoggerMessage(LogLevel.Warning, "The landscape in {Folder} could not be read, the clients stay as they were: {Reason}", EventName = "sandbox.tokens.landscape-unreadable")]
    private partial void LogUnreadable(string folder, string reason);
}

namespace RetailSync.Gateway.Configuration;

/// <summary>A route's policies after the defaults were laid under its own settings, key by key. Immutable.</summary>
internal sealed class EffectivePolicies
{
    /// <summary>The key that makes a route public.</summary>
    public const string PublicKey = "public";

    /// <summary>The value that takes a default policy off a route.</summary>
    public const string Off = "off";

    private readonly SortedDictionary<string, SettingOrigin> _settings = new(StringComparer.OrdinalIgnoreCase);
    private readonly IConfigurationSection _defaults;
    private readonly IConfigurationSection _own;

    /// <summary>Lays <paramref name="own"/> over <paramref name="defaults"/>.</summary>
    public EffectivePolicies(IConfigurationSection defaults, IConfigurationSection own)
    {
        _defaults = defaults;
        _own = own;
        Merge(defaults, own, "");
        Names = [.. defaults.GetChildren().Concat(own.GetChildren()).Select(child => child.Key)
            .Where(key => !key.Equals(PublicKey, StringComparison.OrdinalIgnoreCase)).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>The policies that are named, whether on or off.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Every setting by its path below <c>Policies</c>, with its value and where it came from.</summary>
    public IReadOnlyDictionary<string, SettingOrigin> Settings => _settings;

    /// <summary>Whether the route itself names a policy, be it without any setting.</summary>
    public bool IsNamedByRoute(string policy) => _own.GetChildren().Any(child => child.Key.Equals(policy, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the route says <c>"public": true</c>.</summary>
    public bool IsPublic => bool.TryParse(_own[PublicKey], out var value) && value;

    /// <summary>Whether a policy was set to <c>off</c>.</summary>
    public bool IsOff(string policy) => _settings.TryGetValue(policy, out var setting) && string.Equals(setting.Value, Off, StringComparison.OrdinalIgnoreCase);

    /// <summary>One policy's settings, under the path at which a person would look for them.</summary>
    public IConfigurationSection Section(string policy)
    {
        var root = _own.GetSection(policy).Exists() ? _own.Path : _defaults.Path;
        var values = _settings
            .Where(setting => setting.Key.StartsWith(policy + ':', StringComparison.OrdinalIgnoreCase))
            .Select(setting => KeyValuePair.Create<string, string?>($"{root}:{setting.Key}", setting.Value.Value));
        return new ConfigurationBuilder().AddInMemoryCollection(values).Build().GetSection($"{root}:{policy}");
    }

    /// <summary>All settings as one text, for fingerprints.</summary>
    public string AsText() => string.Join(',', Names) + '\n' + string.Join('\n', _settings.Select(setting => $"{setting.Key}={setting.Value.Value}"));

    private void Merge(IConfigurationSection defaults, IConfigurationSection own, string path)
    {
        var ownChildren = own.GetChildren().ToList();
        if (!own.Exists())
        {
            Add(defaults, path, "defaults");
            return;
        }

        // A list, or a plain value, replaces what stood there: half of one list and half of another would be neither.
        var isList = ownChildren.Count > 0 && ownChildren.All(child => int.TryParse(child.Key, out _));
        if (!defaults.Exists() || isList || ownChildren.Count == 0)
        {
            Add(own, path, "route");
            return;
        }

        foreach (var key in defaults.GetChildren().Select(child => child.Key).Union(ownChildren.Select(child => child.Key), StringComparer.OrdinalIgnoreCase))
        {
            Merge(defaults.GetSection(key), own.GetSection(key), path.Length == 0 ? key : $"{path}:{key}");
        }
    }

    private void Add(IConfigurationSection section, string path, string origin)
    {
        // With relative paths the section's own value is left out: "off", or a single setting, is nothing but that.
        if (section.Value is { } own && path.Length > 0)
        {
            _settings[path] = new SettingOrigin(own, origin);
        }

        foreach (var (key, value) in section.AsEnumerable(makePathsRelative: true))
        {
            if (value is not null)
            {
                _settings[key.Length == 0 ? path : path.Length == 0 ? key : $"{path}:{key}"] = new SettingOrigin(value, origin);
            }
        }
    }
}

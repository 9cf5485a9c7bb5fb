using Microsoft.Extensions.Configuration;
using RetailSync.Events.Resolving;
using RetailSync.Events.Sealing;
using RetailSync.Gateway;

namespace RetailSync.Events.Journal;

/// <summary>Reads the section <c>Journal</c>.</summary>
internal static class JournalSettings
{
    /// <summary>The section's name.</summary>
    public const string Section = "Journal";

    /// <summary>Reads the options. With faults the defaults come back and the program must not start.</summary>
    public static JournalOptions Read(IConfiguration configuration, ICollection<ConfigFault> faults)
    {
        var section = configuration.GetSection(Section);
        var before = faults.Count;
        var options = SectionBinder.Bind<JournalOptions, JournalOptionsValidator>(section, faults);
        foreach (var (name, resolver) in options.Resolvers)
        {
            Check($"{section.Path}:{nameof(JournalOptions.Resolvers)}:{name}", name, resolver, faults);
        }

        return faults.Count == before ? options : new JournalOptions();
    }

    /// <summary>Reads the keys; none is made yet.</summary>
    public static SealKeys ReadKeys(JournalOptions options, string dataFolder, Func<string, string?, ICollection<ConfigFault>, string?> readSecret, ICollection<ConfigFault> faults)
    {
        if (options.Keys.Count == 0)
        {
            return new SealKeys(Path.Combine(dataFolder, SealKeys.FileName));
        }

        var keys = new List<byte[]>();
        for (var i = 0; i < options.Keys.Count; i++)
        {
            var path = $"{Section}:{nameof(JournalOptions.Keys)}:{i}";
            switch (readSecret(path, options.Keys[i], faults))
            {
                case { Length: > 0 } text when SealKeys.Parse(text) is { } key:
                    keys.Add(key);
                    break;
                case { Length: > 0 }:
                    faults.Add(new ConfigFault(path, $"the secret is no key. Expected: {SealKey.Length} bytes in Base64, such as 'openssl rand -base64 32' makes."));
                    break;
            }
        }

        // Without secrets (a configuration that is only checked) nothing is ever sealed.
        return new SealKeys(keys.Count > 0 ? keys : [new byte[SealKey.Length]]);
    }

    private static void Check(string path, string name, ResolverOptions resolver, ICollection<ConfigFault> faults)
    {
        if (name.Split('#') is not [{ Length: > 0 }, { Length: > 0 }])
        {
            faults.Add(new ConfigFault(path, "must be named by contract and operation, such as oms/orders@1#createOrder."));
        }

        if (resolver.Lookup is { } lookup && LookupTemplate.FaultOf(lookup) is { } fault)
        {
            faults.Add(new ConfigFault($"{path}:{nameof(ResolverOptions.Lookup)}", fault));
        }

        if (!JsonPointer.IsValid(resolver.Found))
        {
            faults.Add(new ConfigFault($"{path}:{nameof(ResolverOptions.Found)}", "must be a JSON pointer, such as /items/0, or be left out."));
        }

        if (resolver is { Class: UpstreamClass.B, Lookup: null })
        {
            faults.Add(new ConfigFault(path, "class B needs Lookup: what is asked to find the change."));
        }

        if (resolver.Status is < 200 or > 299)
        {
            faults.Add(new ConfigFault($"{path}:{nameof(ResolverOptions.Status)}", "must be 200 to 299."));
        }

        if (resolver.QuietSeconds is < 0 or > 86_400)
        {
            faults.Add(new ConfigFault($"{path}:{nameof(ResolverOptions.QuietSeconds)}", "must be 0 to 86,400."));
        }
    }
}

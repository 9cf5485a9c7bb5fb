namespace RetailSync.Gateway.Configuration;

/// <summary>Resolves secret references, so that no secret stands in a configuration file.</summary>
/// <param name="baseFolder">Where relative paths start.</param>
/// <param name="resolve">Whether secrets are read; false where a configuration is checked on a machine that has none: then only the reference's form is checked.</param>
internal sealed class SecretReader(string baseFolder, bool resolve = true)
{
    /// <summary>Reads <c>env:NAME</c> or <c>file:path</c>; adds a fault and returns null when that is not possible.</summary>
    public string? Read(string path, string? reference, ICollection<ConfigFault> faults)
    {
        switch (reference?.Split(':', 2))
        {
            case ["env", { Length: > 0 } name]:
                if (!resolve)
                {
                    return "";
                }

                if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
                {
                    return value;
                }

                faults.Add(new ConfigFault(path, $"the environment variable {name} is not set."));
                return null;
            case ["file", { Length: > 0 } file]:
                return !resolve ? "" : ReadFile(path, Path.GetFullPath(file, baseFolder), faults);
            default:
                faults.Add(new ConfigFault(path, "a secret is given by reference: env:NAME or file:path."));
                return null;
        }
    }

    private static string? ReadFile(string path, string file, ICollection<ConfigFault> faults)
    {
        try
        {
            var text = File.ReadAllText(file).Trim();
            if (text.Length > 0)
            {
                return text;
            }

            faults.Add(new ConfigFault(path, $"the secret file {file} is empty."));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            faults.Add(new ConfigFault(path, $"the secret file {file} cannot be read: {unreadable.Message}"));
        }

        return null;
    }
}

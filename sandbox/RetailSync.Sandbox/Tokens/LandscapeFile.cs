namespace RetailSync.Sandbox;

/// <summary>The part of a landscape file that the token server reads.</summary>
internal sealed class LandscapeFile
{
    /// <summary>The consumers, each of which is a client.</summary>
    public List<Entry>? Consumers { get; set; }

    /// <summary>A consumer's id and scopes.</summary>
    internal sealed class Entry
    {
        public string? Id { get; set; }

        public List<string>? Scopes { get; set; }
    }
}

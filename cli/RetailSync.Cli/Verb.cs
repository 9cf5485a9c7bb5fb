using System.CommandLine;

namespace RetailSync.Cli;

/// <summary>A command whose help text ends with examples.</summary>
internal sealed class Verb(string name, string description) : Command(name, description)
{
    /// <summary>Whole command lines, as they are typed.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];
}

using System.Text.RegularExpressions;
using RetailSync.Contracts.Compare;

namespace RetailSync.Contracts.Tests.Compare.Oracle;

/// <summary>What one side reports, as far as both can be compared: the change's id, the operation, and how bad it is.</summary>
internal sealed partial record Finding(string Id, string Operation, ChangeLevel Level)
{
    public static Finding From(Change change) => new(change.Id, Normalize(change.Operation), change.Level);

    /// <summary>An operation without the names of path parameters, which either version may call differently.</summary>
    public static string Normalize(string operation) => ParameterName().Replace(operation, "{}");

    public override string ToString() => $"{Level} {Id} {Operation}".TrimEnd();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex ParameterName();
}

using System.Globalization;
using RetailSync.Contracts.Lint.Model;
using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Lint.Rules.Versioning;

/// <summary>x-sunset is a date of a thing that is deprecated.</summary>
internal sealed class SunsetIsDate : ILintRule
{
    /// <inheritdoc/>
    public string Why => "Programs read it: the Sunset header, the comparison of versions and the stages of life rest on it.";

    /// <inheritdoc/>
    public string Fix => "Write a date, 2027-06-30, beside deprecated: true.";

    /// <inheritdoc/>
    public IEnumerable<Remark> Check(LintDocument document) =>
        document.Operations.Select(operation => (operation.Pointer, operation.Node))
            .Concat(document.Parameters.Select(parameter => (parameter.Pointer, parameter.Node)))
            .Concat(document.Properties.Select(property => (property.Pointer, property.Member.Value)))
            .SelectMany(each => Judge(each.Pointer, each.Item2));

    private static IEnumerable<Remark> Judge(string pointer, SourceNode holder)
    {
        if (holder["x-sunset"] is not { } sunset)
        {
            yield break;
        }

        if (!DateOnly.TryParseExact(sunset.Text.Split('T')[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            yield return new Remark($"{pointer}/x-sunset", sunset, $"'{sunset.Text}' is no date such as 2027-06-30.");
        }

        if (holder["deprecated"] is not { Text: "true" })
        {
            yield return new Remark($"{pointer}/x-sunset", sunset, "It has an end, but is not deprecated.");
        }
    }
}

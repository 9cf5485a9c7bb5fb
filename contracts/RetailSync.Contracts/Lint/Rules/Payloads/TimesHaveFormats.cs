using RetailSync.Contracts.Lint.Model;

namespace RetailSync.Contracts.Lint.Rules.Payloads;

/// <summary>Moments and days have their formats.</summary>
internal sealed class TimesHaveFormats : ILintRule
{
    /// <inheritdoc/>
    public string Why => "A time without a format is read in as many ways as there are readers.";

    /// <inheritdoc/>
    public string Fix => "format: date-time for a moment (createdAt), date for a day (businessDate).";

    /// <inheritdoc/>
    public IEnumerable<Remark> Check(LintDocument document) =>
        from property in document.Properties
        let words = Words.Of(property.Name)
        where words.Count > 1 && property.Schema is not null && property.Schema.Is("string") && property.Schema.Node["enum"] is null && property.Schema.Node["const"] is null
        let wanted = words[^1] switch { "at" or "timestamp" => "date-time", "date" or "day" => "date", _ => null }
        where wanted is not null && !(property.Schema!.Text("format") is { } format && (format == wanted || format.StartsWith("date", StringComparison.Ordinal)))
        select new Remark(property.Pointer, property.Member, $"'{property.Name}' does not have the format {wanted}.");
}

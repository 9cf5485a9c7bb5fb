namespace RetailSync.Contracts.Compare.Events;

/// <summary>Data that one version describes and readers of the other do not accept.</summary>
/// <param name="Rule">What it comes to, such as <c>property-required</c>.</param>
/// <param name="Level">How much it matters.</param>
/// <param name="Path">Where in the data, such as <c>lines[].price</c>; empty for the whole.</param>
/// <param name="Text">What is different, as a clause that says what readers do.</param>
/// <param name="Writer">What the data is described by; null when the description says nothing there.</param>
/// <param name="Reader">What its readers go by.</param>
internal sealed record Mismatch(string Rule, ChangeLevel Level, string Path, string Text, SchemaPart? Writer, SchemaPart? Reader);

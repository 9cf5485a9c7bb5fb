namespace RetailSync.Contracts.Lint;

/// <summary>One place where a contract breaks a rule. Immutable.</summary>
/// <param name="Rule">The rule's id, <c>RS-101</c>.</param>
/// <param name="Level">How much it matters, after the settings.</param>
/// <param name="Message">What is wrong there.</param>
/// <param name="Fix">What would be right.</param>
/// <param name="File">The file, as it was named.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1, in UTF-16 units.</param>
/// <param name="JsonPointer">Where in the document: an RFC 6901 pointer.</param>
/// <param name="Fingerprint">Stays the same while lines move: 16 hexadecimal digits of rule, file, place and message.</param>
public sealed record LintFinding(string Rule, LintLevel Level, string Message, string Fix, string File, int Line, int Column, string JsonPointer, string Fingerprint)
{
    /// <summary>The place as <c>file:line:column</c>.</summary>
    public string Location => $"{File}:{Line}:{Column}";
}

namespace RetailSync.Contracts.Reading;

/// <summary>One key of a mapping with its value.</summary>
/// <param name="Key">The key; in YAML as it is written, so that <c>200</c> stays <c>200</c>.</param>
/// <param name="Line">The line of the key, from 1.</param>
/// <param name="Column">The column of the key, from 1, in UTF-16 units.</param>
/// <param name="Value">The value.</param>
public readonly record struct SourceMember(string Key, int Line, int Column, SourceNode Value);

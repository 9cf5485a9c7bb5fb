namespace RetailSync.Gateway;

/// <summary>
/// Takes secrets and personal data out of text before the text goes anywhere that keeps it: logs, traces, explanations, problems, plugins. Safe to call from many
/// threads. A text with nothing to hide comes back as the same object, so that nothing is allocated for it.
/// </summary>
public interface IMasker
{
    /// <summary>Masks what looks like a secret or like personal data anywhere in the text: card numbers, tokens, API keys, e-mail addresses, credentials in URLs, values of known names.</summary>
    string Mask(string text);

    /// <summary>Whether a header's value is hidden whole.</summary>
    bool IsSensitiveHeader(string name);

    /// <summary>Whether the value of a query parameter, form field or log field of this name is hidden whole.</summary>
    bool IsSensitiveName(string name);

    /// <summary>A header's value as it may be kept: hidden whole, or masked as text.</summary>
    string MaskHeader(string name, string value);

    /// <summary>A path as it may be kept: masked as text, and the parameters that the operation's contract calls personal (<see cref="Operation.SensitiveNames"/>) replaced by their names.</summary>
    string MaskPath(string path, Operation? operation);

    /// <summary>A query as it may be kept, with or without its question mark: the values of sensitive parameters hidden, the rest masked as text.</summary>
    string MaskQuery(string query);
}

namespace RetailSync.Sandbox.Generic;

/// <summary>Reads path templates such as <c>/accounts/{accountId}/transactions</c>.</summary>
internal static class PathTemplate
{
    /// <summary>All but the last segment; empty for a template of one.</summary>
    public static string Parent(string template) => template[..template.LastIndexOf('/')];

    /// <summary>The last segment.</summary>
    public static string Last(string template) => template[(template.LastIndexOf('/') + 1)..];

    /// <summary>The parameter that the template ends in; null when it ends in a fixed name.</summary>
    public static string? LastParameter(string template) => Last(template) is ['{', .. var name, '}'] ? name : null;

    /// <summary>The template with its parameters' values in their places.</summary>
    /// <remarks>Values are escaped: one that holds a slash must not lead into another collection.</remarks>
    public static string Fill(string template, Func<string, string> valueOf) => string.Join('/', template.Split('/')
        .Select(segment => segment is ['{', .. var name, '}'] ? Uri.EscapeDataString(valueOf(name)) : segment));
}

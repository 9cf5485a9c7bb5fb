using System.Globalization;

namespace RetailSync.Contracts.Reading;

/// <summary>Follows JSON pointers (RFC 6901) through a document.</summary>
internal static class JsonPointer
{
    /// <summary>Whether the text is a pointer: empty, or steps that each start with a slash, <c>~</c> only as <c>~0</c> or <c>~1</c>.</summary>
    public static bool IsValid(string pointer)
    {
        if (pointer.Length > 0 && pointer[0] != '/')
        {
            return false;
        }

        for (var i = pointer.IndexOf('~'); i >= 0; i = pointer.IndexOf('~', i + 1))
        {
            if (i + 1 == pointer.Length || pointer[i + 1] is not ('0' or '1'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Follows a pointer; <paramref name="last"/> is what it names, or the last step that exists.</summary>
    public static bool TryFollow(SourceNode root, string pointer, out SourceMember last)
    {
        var path = pointer.StartsWith('#') ? pointer[1..] : pointer;
        last = new SourceMember("", root.Line, root.Column, root);
        if (path.Length == 0)
        {
            return true;
        }

        if (path[0] != '/')
        {
            return false;
        }

        foreach (var step in path[1..].Split('/'))
        {
            if (!TryStep(last.Value, Unescape(step), out var next))
            {
                return false;
            }

            last = next;
        }

        return true;
    }

    private static bool TryStep(SourceNode node, string step, out SourceMember next)
    {
        if (node.Kind == SourceKind.List
            && int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            && position < node.Items.Count)
        {
            var item = node.Items[position];
            next = new SourceMember(step, item.Line, item.Column, item);
            return true;
        }

        return node.TryFind(step, out next);
    }

    private static string Unescape(string step) =>
        step.Contains('~', StringComparison.Ordinal)
            ? step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)
            : step;
}

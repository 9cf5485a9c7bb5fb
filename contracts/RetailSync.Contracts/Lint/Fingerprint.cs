using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Lint;

/// <summary>Names a finding so that it is found again after lines and list items have moved.</summary>
internal static class Fingerprint
{
    /// <summary>16 hexadecimal digits of rule, file, place and message.</summary>
    public static string Of(string rule, string file, SourceDocument document, string pointer, string message)
    {
        // Folders above the system's are where somebody keeps the contracts, and differ from machine to machine.
        var name = string.Join('/', file.Replace('\\', '/').Split('/').TakeLast(2));
        var text = string.Join('\n', rule, name, Stable(document.Root, pointer), message);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
    }

    // An item of a list goes by its name or reference instead of its position, where it has one.
    private static string Stable(SourceNode root, string pointer)
    {
        var (node, path) = ((SourceNode?)root, new StringBuilder());
        foreach (var step in pointer.Split('/').Skip(1))
        {
            var key = step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (node is { Kind: SourceKind.List })
            {
                node = int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var position) && position < node.Items.Count ? node.Items[position] : null;
                key = node?["name"]?.Text ?? node?["$ref"]?.Text ?? key;
            }
            else
            {
                node = node?[key];
            }

            path.Append('/').Append(key);
        }

        return path.ToString();
    }
}

using RetailSync.Contracts.Reading;
using RetailSync.Contracts.Schemas;

namespace RetailSync.Contracts.Lint.Spectral.Functions;

/// <summary><c>unreferencedReusableObject</c>: what is shared is referred to.</summary>
/// <param name="location">Where the shared things stand: <c>#/components/schemas</c>.</param>
internal sealed class UnreferencedReusableObject(string location) : ISpectralFunction
{
    /// <inheritdoc/>
    public IEnumerable<FunctionResult> Run(FunctionTarget target)
    {
        if (target.Value is not { Kind: SourceKind.Mapping })
        {
            yield break;
        }

        var used = new HashSet<string>(StringComparer.Ordinal);
        Collect(target.Document.Source.Root, used, location.Count(each => each == '/') + 2);
        foreach (var child in target.Walker.Children(target.Node))
        {
            if (!used.Contains($"{location}/{SubschemaKeywords.Escape(child.Key)}"))
            {
                yield return new FunctionResult("Potential orphaned reusable object has been detected", child);
            }
        }
    }

    // A reference to a part of the thing is one to the thing.
    private static void Collect(SourceNode node, HashSet<string> used, int steps)
    {
        foreach (var item in node.Items)
        {
            Collect(item, used, steps);
        }

        foreach (var member in node.Members)
        {
            if (member is { Key: "$ref", Value.Kind: SourceKind.Text })
            {
                used.Add(string.Join('/', Uri.UnescapeDataString(member.Value.Text).Split('/').Take(steps)));
            }
            else
            {
                Collect(member.Value, used, steps);
            }
        }
    }
}

using System.Globalization;
using RetailSync.Contracts.Reading;

namespace RetailSync.Contracts.Compare.Events;

/// <content>Arrays.</content>
internal sealed partial class Inclusion
{
    private bool FitsArray(FlatSchema writer, SchemaPart reader, string path)
    {
        var fits = FitsCount(writer, reader, path, "minItems", 1, "longer lists") & FitsCount(writer, reader, path, "maxItems", -1, "shorter lists");
        if (reader.Node["uniqueItems"] is { Text: "true" } && !writer.Parts.Any(part => part.Node["uniqueItems"] is { Text: "true" }))
        {
            fits &= Miss("size-tighter", path, "accept only lists without repetitions", writer, reader.Below("uniqueItems"));
        }

        var first = Math.Max(FirstItems(reader).Count, writer.Parts.Select(part => FirstItems(part).Count).DefaultIfEmpty().Max());
        for (var i = 0; i < first; i++)
        {
            fits &= FitsItem(writer, reader, $"{path}[{i}]", i, i);
        }

        return fits & FitsItem(writer, reader, $"{path}[]", first, int.MaxValue);
    }

    // The item at a position; the largest stands for all that come after those with a schema of their own.
    private bool FitsItem(FlatSchema writer, SchemaPart reader, string path, int from, int at)
    {
        if (ItemAt(reader, at) is not { } wanted || MaxItems(writer) <= from)
        {
            return true;
        }

        var described = writer.Parts.Select(part => ItemAt(part, at)).OfType<SchemaPart>().Select(writers.Flatten).Aggregate(FlatSchema.Anything, (all, one) => all.And(one));
        return Fits(described, readers.Flatten(wanted), path);
    }

    private static SchemaPart? ItemAt(SchemaPart part, int at)
    {
        var first = FirstItems(part);
        if (at < first.Count)
        {
            return first[at];
        }

        // Up to 2019-09 'items' with a list is what 'prefixItems' is today, and 'additionalItems' the rest.
        return part.Node["items"] is { Kind: SourceKind.List } ? part.Below("additionalItems") : part.Below("items");
    }

    private static List<SchemaPart> FirstItems(SchemaPart part) => [.. part.Node["items"] is { Kind: SourceKind.List } ? part.Items("items") : part.Items("prefixItems")];

    private static long MaxItems(FlatSchema writer) =>
        writer.Parts.Select(part => part.Node["maxItems"] is { Kind: SourceKind.Number } most && long.TryParse(most.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : long.MaxValue).Append(long.MaxValue).Min();
}

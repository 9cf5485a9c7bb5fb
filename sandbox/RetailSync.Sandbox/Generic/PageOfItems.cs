using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace RetailSync.Sandbox.Generic;

/// <summary>Puts found resources into the shape of the contract's list: by cursor, by page number, or a bare array.</summary>
internal sealed class PageOfItems(ResourceStore store)
{
    /// <summary>The property that holds a list's entries.</summary>
    public const string ItemsProperty = "items";

    private const int DefaultSize = 50;

    /// <summary>The page that the query asks for, of the fitting resources.</summary>
    public Answer Of(Call call, Func<JsonObject, bool> fits)
    {
        var schema = call.Operation.Success.Schema!;
        if (schema.Properties.ContainsKey("page"))
        {
            return Answer.Of(call.Operation, ByNumber(call, schema, fits));
        }

        var cursor = call.Query.GetValueOrDefault("cursor");
        if (!TryReadCursor(cursor, out var after))
        {
            return Answer.Refuse(
                call.Operation,
                StatusCodes.Status400BadRequest,
                "The request has 1 fault.",
                [new RequestFault("query/cursor", "must be the nextCursor of an earlier page")]);
        }

        // One more than asked for tells whether there is another page.
        var size = Size(call, "limit");
        var found = store.After(call.CollectionKey, after, size + 1, fits);
        var items = Items(found.Take(size));
        if (schema.Items is not null)
        {
            return Answer.Of(call.Operation, items);
        }

        var page = new JsonObject { [ItemsProperty] = items };
        if (found.Count > size && schema.Properties.ContainsKey("nextCursor"))
        {
            page["nextCursor"] = WriteCursor(found[size - 1].Sequence);
        }

        return Answer.Of(call.Operation, page);
    }

    private JsonObject ByNumber(Call call, Schema schema, Func<JsonObject, bool> fits)
    {
        var size = Size(call, "pageSize");
        var number = Number(call, "page") ?? 1;
        var found = store.All(call.CollectionKey, fits);
        var page = new JsonObject { [ItemsProperty] = Items(found.Skip((int)Math.Min((number - 1L) * size, int.MaxValue)).Take(size)) };
        foreach (var (name, value) in new[] { ("page", number), ("pageSize", size), ("totalItems", found.Count), ("totalPages", (found.Count + size - 1) / size) })
        {
            if (schema.Properties.ContainsKey(name))
            {
                page[name] = value;
            }
        }

        return page;
    }

    private static JsonArray Items(IEnumerable<ResourceStore.Kept> found) => new([.. found.Select(kept => kept.Resource.DeepClone())]);

    private static int Size(Call call, string parameter) =>
        Number(call, parameter)
        ?? (int?)call.Operation.Parameters.FirstOrDefault(one => one.Name == parameter)?.Schema.Default
        ?? DefaultSize;

    private static int? Number(Call call, string parameter) =>
        int.TryParse(call.Query.GetValueOrDefault(parameter), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    private static string WriteCursor(long sequence) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(sequence.ToString(CultureInfo.InvariantCulture)));

    private static bool TryReadCursor(string? cursor, out long sequence)
    {
        sequence = 0;
        return cursor is null
            || (Base64Url.IsValid(cursor) && long.TryParse(Base64Url.DecodeFromChars(cursor), NumberStyles.None, CultureInfo.InvariantCulture, out sequence));
    }
}

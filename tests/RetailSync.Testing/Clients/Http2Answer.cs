using System.Text;

namespace RetailSync.Testing;

/// <summary>How a request on one HTTP/2 stream ended.</summary>
public sealed record Http2Answer
{
    /// <summary>How: <c>answered</c>, <c>reset</c> (RST_STREAM), <c>goaway</c>, or <c>closed</c> (the connection, without a word).</summary>
    public required string Ending { get; init; }

    /// <summary>The status; 0 when no answer began.</summary>
    public int Status { get; init; }

    /// <summary>The fields of the answer, trailers behind them.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>What came of the body.</summary>
    public byte[] Body { get; init; } = [];

    /// <summary>The error code of the RST_STREAM or GOAWAY that ended it; null when neither did.</summary>
    public int? ErrorCode { get; init; }

    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>The status for an answered request, else how it ended: <c>200</c>, <c>reset</c>, <c>goaway</c>, <c>closed</c>.</summary>
    public string Outcome => Ending == "answered" ? Status.ToString(System.Globalization.CultureInfo.InvariantCulture) : Ending;

    /// <summary>The values of a field, joined with a comma; null when it is absent.</summary>
    public string? Header(string name)
    {
        var values = Headers.Where(header => header.Key == name).Select(header => header.Value).ToList();
        return values.Count == 0 ? null : string.Join(", ", values);
    }
}

using System.Text;

namespace RetailSync.Contracts.OpenApi.Judging.Contents.Forms;

/// <summary>Takes <c>application/x-www-form-urlencoded</c> apart (URL standard, section 5.1).</summary>
internal static class UrlEncodedReader
{
    /// <summary>The fields in order; what is wrong goes to the reading.</summary>
    public static List<FormValue> Read(ReadOnlyMemory<byte> body, FormReading reading)
    {
        var fields = new List<FormValue>();
        while (body.Length > 0)
        {
            var end = body.Span.IndexOf((byte)'&');
            var pair = end < 0 ? body : body[..end];
            body = end < 0 ? default : body[(end + 1)..];
            if (pair.IsEmpty)
            {
                continue;
            }

            if (fields.Count == JudgingLimits.Fields)
            {
                reading.Malform($"The form has more than {JudgingLimits.Fields} fields.");
                break;
            }

            var equals = pair.Span.IndexOf((byte)'=');
            if (!Desk.Own.Names.TryDecode(equals < 0 ? pair.Span : pair.Span[..equals], out var name))
            {
                reading.Malform("A field's name has a broken escape or is no UTF-8.");
                break;
            }

            fields.Add(new FormValue(Encoding.UTF8.GetString(name), equals < 0 ? default : pair[(equals + 1)..], IsEscaped: true, null, IsFile: false, []));
        }

        return fields;
    }
}

using RetailSync.Contracts.Schemas;
using RetailSync.Gateway;

namespace RetailSync.Contracts.OpenApi.Judging.Contents.Forms;

/// <summary>Holds forms against a schema: <c>application/x-www-form-urlencoded</c> and <c>multipart/form-data</c>.</summary>
/// <param name="mediaType">As the contract writes it.</param>
/// <param name="isMultipart">Which of the two.</param>
/// <param name="schema">What the form must be, as an object.</param>
/// <param name="layout">How its fields are written.</param>
/// <param name="anything">Judges whether a field is JSON.</param>
internal sealed class FormBodyJudge(string mediaType, bool isMultipart, CompiledSchema schema, FormLayout layout, CompiledSchema anything) : IBodyJudge
{
    private const int MoreForUnread = 20;

    public string MediaType => mediaType;

    public bool ReadsBody => true;

    public BodyFinding Judge(string? contentType, ReadOnlyMemory<byte> body)
    {
        var reading = Read(contentType, body);
        if (reading.Errors.Count > 0)
        {
            return new BodyFinding(reading.IsMalformed ? BodyVerdict.Malformed : BodyVerdict.Unsound);
        }

        var verdict = schema.Judge(reading.Json.Written, out var owners);
        return verdict == SchemaVerdict.Invalid && reading.UnreadCount > 0 && Failures(reading, 1).Count == 0 ? new BodyFinding(BodyVerdict.Sound) : new BodyFinding(Findings.Of(verdict), owners);
    }

    public IReadOnlyList<ProblemError> Explain(string? contentType, ReadOnlyMemory<byte> body, int maxErrors)
    {
        var reading = Read(contentType, body);
        return reading.IsMalformed ? [.. reading.Errors.Take(maxErrors)] : [.. reading.Errors.Concat(Failures(reading, maxErrors)).Take(maxErrors)];
    }

    public IReadOnlyList<ProblemError> ExplainOwners(string? contentType, ReadOnlyMemory<byte> body, ulong owners, int maxErrors)
    {
        var reading = Read(contentType, body);
        return reading.Errors.Count > 0 ? [] : Findings.OfOwners(schema, reading.Json.Written, owners, maxErrors);
    }

    // What a schema says of a value that was not read counts for nothing.
    private List<ProblemError> Failures(FormReading reading, int maxErrors)
    {
        var (verdict, failures) = schema.Explain(reading.Json.Written, maxErrors + (reading.UnreadCount * MoreForUnread));
        return verdict == SchemaVerdict.Invalid
            ? [.. failures.Where(failure => !reading.IsUnread(failure)).Select(failure => new ProblemError(failure.InstanceLocation, ContractSchemas.PointerOf(failure.KeywordLocation), failure.Message))]
            : [.. Findings.Of(schema, reading.Json.Written, maxErrors)];
    }

    private FormReading Read(string? contentType, ReadOnlyMemory<byte> body)
    {
        var reading = new FormReading();
        var fields = isMultipart ? MultipartReader.Read(contentType, body, reading) : UrlEncodedReader.Read(body, reading);
        if (!reading.IsMalformed)
        {
            FormJson.Write(fields, layout, anything, reading);
        }

        return reading;
    }
}

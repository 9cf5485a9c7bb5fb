using System.Text;
using RetailSync.Contracts.Schemas.Formats;

namespace RetailSync.Contracts.Tests.Schemas.Formats;

/// <summary>Runs the check that the table has for a format.</summary>
internal static class Checks
{
    public static readonly string[] Names =
    [
        "date", "time", "date-time", "date-time-local", "time-local", "duration", "email", "idn-email", "hostname", "idn-hostname", "ipv4", "ipv6",
        "uri", "uri-reference", "iri", "iri-reference", "uri-template", "uuid", "json-pointer", "relative-json-pointer", "byte", "base64url",
    ];

    public static bool IsValid(string format, string text) => FormatTable.Find(format)!(Encoding.UTF8.GetBytes(text));
}

namespace RetailSync.Contracts.Schemas.Formats;

/// <summary>Checks <c>idn-email</c>: a <c>Mailbox</c> as RFC 6531 section 3.3 extends it to UTF-8.</summary>
internal static class IdnEmailFormat
{
    public static bool IsValid(ReadOnlySpan<byte> utf8) => Mailbox.IsValid(utf8, international: true);
}

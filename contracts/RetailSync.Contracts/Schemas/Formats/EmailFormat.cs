namespace RetailSync.Contracts.Schemas.Formats;

/// <summary>Checks <c>email</c>: a <c>Mailbox</c> of RFC 5321 section 4.1.2.</summary>
internal static class EmailFormat
{
    public static bool IsValid(ReadOnlySpan<byte> utf8) => Mailbox.IsValid(utf8, international: false);
}

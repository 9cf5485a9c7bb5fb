using System.Buffers;
using System.Collections.Frozen;

namespace RetailSync.Gateway.Masking;

/// <summary>The names whose values are hidden, however they are written (<c>api_key</c>, <c>api-key</c>, <c>apiKey</c>). Immutable; safe to use from many threads.</summary>
internal sealed class SensitiveNames
{
    private static readonly string[] BuiltInHeaders =
    [
        "Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie", "X-Api-Key", "Client-Cert", "Client-Cert-Chain", "X-Client-Cert", "X-Forwarded-Client-Cert",
        "X-ARR-ClientCert", "X-SSL-Client-Cert", "X-Auth-Token", "X-Csrf-Token", "X-Amz-Security-Token",
    ];

    // These are hidden after a colon, too; the others are words of ordinary sentences.
    private static readonly string[] Strong = ["password", "passwd", "pwd", "secret", "client_secret", "private_key", "api_key"];

    private static readonly string[] Weak =
    [
        "token", "access_token", "refresh_token", "id_token", "key", "access_key", "subscription_key", "signature", "sig", "assertion", "client_assertion", "jwt", "otp", "pin",
        "cvv", "cvc", "pan", "card_number", "iban", "ssn", "email", "e_mail", "phone", "msisdn", "session", "session_id", "credential", "credentials",
    ];

    private readonly FrozenSet<string> _headers;
    private readonly FrozenSet<string> _all;
    private readonly FrozenSet<string> _afterColon;

    /// <summary>Takes the configured names to the built-in ones.</summary>
    public SensitiveNames(MaskingOptions options)
    {
        _headers = BuiltInHeaders.Concat(options.Headers).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        _afterColon = _headers.Concat(Strong.SelectMany(Spellings)).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        _all = _afterColon.Concat(Weak.Concat(options.Names).SelectMany(Spellings)).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        Anywhere = SearchValues.Create([.. _all], StringComparison.OrdinalIgnoreCase);
        Lookup = _all.GetAlternateLookup<ReadOnlySpan<char>>();
        AfterColon = _afterColon.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Finds places where one of the names might stand.</summary>
    public SearchValues<string> Anywhere { get; }

    /// <summary>All names.</summary>
    public FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Lookup { get; }

    /// <summary>The names that are hidden after a colon in running text.</summary>
    public FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> AfterColon { get; }

    /// <summary>Whether a header's value is hidden.</summary>
    public bool IsHeader(string name) => _headers.Contains(name);

    /// <summary>Whether the value of a parameter or field of this name is hidden.</summary>
    public bool Contains(string name) => _all.Contains(name);

    private static IEnumerable<string> Spellings(string name) => [name, name.Replace('_', '-'), name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal)];
}

using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace RetailSync.Policies.Identify;

/// <summary>
/// What a token claims, before anything about it is believed: enough to choose the provider and to refuse what no check of a signature should
/// be spent on. Embedded keys and key addresses (<c>jwk</c>, <c>jku</c>, <c>x5u</c>, <c>x5c</c>) are not read at all.
/// </summary>
internal sealed record UnverifiedToken(
    string Issuer, string Algorithm, string? KeyId, bool HasAudienceArray, DateTimeOffset ExpiresAt, DateTimeOffset? NotBefore, DateTimeOffset? IssuedAt, string? BoundTo)
{
    /// <summary>The longest token that is looked at, in characters.</summary>
    public const int MaxLength = 8_192;

    // The last second that DateTimeOffset can express.
    private const long LatestSecond = 253_402_300_799;

    private static readonly SearchValues<char> Alphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>Reads a token's form; null and the fault when it is not one that could ever be accepted.</summary>
    public static UnverifiedToken? TryRead(ReadOnlySpan<char> token, out string fault)
    {
        fault = "";
        Span<Range> parts = stackalloc Range[5];
        if (token.Length > MaxLength)
        {
            fault = $"longer than {MaxLength} characters";
        }
        else if (token.Split(parts, '.') != 3)
        {
            fault = "not three parts";
        }
        else if (token[parts[2]].Length == 0)
        {
            fault = "no signature";
        }
        else if (token[parts[0]].ContainsAnyExcept(Alphabet) || token[parts[1]].ContainsAnyExcept(Alphabet) || token[parts[2]].ContainsAnyExcept(Alphabet))
        {
            fault = "not base64url";
        }

        if (fault.Length > 0)
        {
            return null;
        }

        try
        {
            using var header = Parse(token[parts[0]]);
            using var payload = Parse(token[parts[1]]);
            return Read(header.RootElement, payload.RootElement);
        }
        catch (Exception malformed) when (malformed is JsonException or FormatException)
        {
            fault = malformed.Message;
            return null;
        }
    }

    /// <summary>What the token's times say at this moment; null when it is valid now.</summary>
    public string? LifetimeFault(DateTimeOffset now, TimeSpan skew) =>
        ExpiresAt <= now - skew ? "expired"
        : NotBefore > now + skew ? "not valid yet (nbf)"
        : IssuedAt > now + skew ? "issued in the future (iat)"
        : null;

    private static UnverifiedToken Read(JsonElement header, JsonElement payload)
    {
        if (header.ValueKind is not JsonValueKind.Object || payload.ValueKind is not JsonValueKind.Object)
        {
            throw new FormatException("header or payload is not an object");
        }

        if (header.TryGetProperty("crit", out _))
        {
            throw new FormatException("critical extensions (crit) are not understood");
        }

        return new UnverifiedToken(
            Text(payload, "iss") ?? throw new FormatException("no iss"),
            Text(header, "alg") ?? throw new FormatException("no alg"),
            Text(header, "kid"),
            HasArray(payload, "aud"),
            Time(payload, "exp") ?? throw new FormatException("no exp"),
            Time(payload, "nbf"),
            Time(payload, "iat"),
            BoundCertificate(payload));
    }

    // A token that is bound to a key in any other way (RFC 7800) would be a plain bearer token here, which its issuer did not mean.
    private static string? BoundCertificate(JsonElement payload)
    {
        if (!payload.TryGetProperty("cnf", out var confirmation))
        {
            return null;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        return confirmation.ValueKind is JsonValueKind.Object && confirmation.GetPropertyCount() == 1
            && confirmation.TryGetProperty("x5t#S256", out var thumbprint) && thumbprint.ValueKind is JsonValueKind.String
            && Base64Url.DecodeFromChars(thumbprint.GetString(), hash, out _, out var written) is OperationStatus.Done && written == hash.Length
            ? Convert.ToHexStringLower(hash)
            : throw new FormatException("bound to a key (cnf) in another way than by a certificate's x5t#S256, which cannot be checked");
    }

    private static JsonDocument Parse(ReadOnlySpan<char> part)
    {
        var bytes = new byte[Base64Url.GetMaxDecodedLength(part.Length)];
        if (Base64Url.DecodeFromChars(part, bytes, out _, out var written) is not OperationStatus.Done)
        {
            throw new FormatException("not base64url");
        }

        return JsonDocument.Parse(bytes.AsMemory(0, written), Strict);
    }

    private static string? Text(JsonElement of, string name) => !of.TryGetProperty(name, out var value)
        ? null
        : value.ValueKind is JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : throw new FormatException($"{name} is not text");

    private static bool HasArray(JsonElement of, string name) => !of.TryGetProperty(name, out var value)
        ? throw new FormatException($"no {name}")
        : value.ValueKind switch
        {
            JsonValueKind.String => false,
            JsonValueKind.Array => true,
            _ => throw new FormatException($"{name} is neither text nor an array"),
        };

    private static DateTimeOffset? Time(JsonElement of, string name)
    {
        if (!of.TryGetProperty(name, out var value))
        {
            return null;
        }

        // A number in quotes, with a fraction or an exponent, or beyond the year 9999 is no date that two readers agree on.
        return value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out var seconds) && seconds is >= 0 and <= LatestSecond
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw new FormatException($"{name} is not a whole number of seconds");
    }
}

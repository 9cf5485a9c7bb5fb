using System.Globalization;
using System.Numerics;

namespace RetailSync.Contracts.Schemas;

/// <summary>
/// A number as JSON writes it, without rounding: digits times a power of ten. Up to 19 digits allocate nothing. Immutable.
/// </summary>
/// <remarks>19.99 is a multiple of 0.01, 1.0 is an integer, and 1e400 is larger than 1e399; a double knows none of these.</remarks>
internal readonly struct ExactNumber : IEquatable<ExactNumber>
{
    // Exponents beyond this are as good as each other.
    private const int MaxExponent = 1_000_000;
    private const int MaxDigits = 2_000;

    private readonly bool _isNegative;
    private readonly ulong _digits;
    private readonly BigInteger? _long;
    private readonly int _exponent;

    private ExactNumber(bool isNegative, ulong digits, BigInteger? many, int exponent) => (_isNegative, _digits, _long, _exponent) = (isNegative, digits, many, exponent);

    /// <summary>Whether it has no fraction.</summary>
    public bool IsInteger => _exponent >= 0;

    /// <summary>Reads a number that is known to be well-formed JSON. Digits beyond 2,000 are cut off.</summary>
    public static ExactNumber Parse(ReadOnlySpan<byte> json)
    {
        var isNegative = json[0] == '-';
        var (digits, count, exponent, at) = (0UL, 0, 0, isNegative ? 1 : 0);
        var isFraction = false;
        var start = at;
        for (; at < json.Length; at++)
        {
            var digit = json[at] - '0';
            if ((uint)digit <= 9)
            {
                exponent -= isFraction ? 1 : 0;
                if (count > 0 || digit > 0)
                {
                    if (++count > 19)
                    {
                        return ParseLong(json, start, isNegative);
                    }

                    digits = (digits * 10) + (uint)digit;
                }
            }
            else if (json[at] == '.')
            {
                isFraction = true;
            }
            else
            {
                exponent += Exponent(json[(at + 1)..]);
                break;
            }
        }

        if (digits == 0)
        {
            return default;
        }

        while (digits % 10 == 0)
        {
            digits /= 10;
            exponent++;
        }

        return new ExactNumber(isNegative, digits, null, exponent);
    }

    /// <summary>Reads a number that is known to be well-formed JSON.</summary>
    public static ExactNumber Parse(string json) => Parse(System.Text.Encoding.ASCII.GetBytes(json));

    /// <summary>The number as a whole one; the largest where it is larger. False: it has a fraction.</summary>
    public bool TryLong(out long value)
    {
        value = 0;
        if (!IsInteger)
        {
            return false;
        }

        var whole = _exponent > 20 || DigitCount > 20 ? long.MaxValue : BigInteger.Min(long.MaxValue, Digits * BigInteger.Pow(10, _exponent));
        value = (long)(_isNegative ? -whole : whole);
        return true;
    }

    /// <summary>Less than zero, zero or more, as <paramref name="other"/> is larger, equal or smaller.</summary>
    public int CompareTo(in ExactNumber other)
    {
        var (sign, otherSign) = (Sign, other.Sign);
        if (sign != otherSign || sign == 0)
        {
            return sign.CompareTo(otherSign);
        }

        if (_exponent == other._exponent && _long is null && other._long is null)
        {
            return sign * _digits.CompareTo(other._digits);
        }

        // Numbers of different magnitude need no digits compared.
        var magnitude = Magnitude.CompareTo(other.Magnitude);
        return sign * (magnitude != 0 ? magnitude : CompareDigits(other));
    }

    /// <summary>Whether this is a whole number of times <paramref name="divisor"/>, which must not be zero.</summary>
    public bool IsMultipleOf(in ExactNumber divisor)
    {
        if (Sign == 0)
        {
            return true;
        }

        // Without trailing zeros, digits are never a multiple of ten.
        var shift = _exponent - divisor._exponent;
        if (shift < 0)
        {
            return false;
        }

        if (_long is null && divisor._long is null)
        {
            // Steps are mostly powers of ten, and mostly short: those need no wide arithmetic.
            if (divisor._digits == 1 || shift == 0)
            {
                return _digits % divisor._digits == 0;
            }

            var modulus = (UInt128)divisor._digits;
            return _digits % modulus * PowerOfTen(shift, modulus) % modulus == 0;
        }

        return BigInteger.Remainder(Digits * BigInteger.ModPow(10, shift, divisor.Digits), divisor.Digits).IsZero;
    }

    /// <inheritdoc/>
    public bool Equals(ExactNumber other) => CompareTo(in other) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ExactNumber other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_isNegative, _digits, _long, _exponent);

    private int Sign => _digits == 0 && _long is null ? 0 : _isNegative ? -1 : 1;

    private BigInteger Digits => _long ?? _digits;

    private int DigitCount => _long is { } many ? many.ToString(CultureInfo.InvariantCulture).Length : Count(_digits);

    private long Magnitude => (long)DigitCount + _exponent;

    private static int Count(ulong digits)
    {
        var count = 1;
        for (; digits >= 10; digits /= 10)
        {
            count++;
        }

        return count;
    }

    private int CompareDigits(in ExactNumber other)
    {
        var shift = _exponent - other._exponent;

        // Of the same magnitude, so the exponents differ by the difference in digits at most.
        return shift >= 0
            ? (Digits * BigInteger.Pow(10, shift)).CompareTo(other.Digits)
            : Digits.CompareTo(other.Digits * BigInteger.Pow(10, -shift));
    }

    private static UInt128 PowerOfTen(int exponent, UInt128 modulus)
    {
        var (result, factor) = (1 % modulus, 10 % modulus);
        for (; exponent > 0; exponent >>= 1)
        {
            result = (exponent & 1) == 0 ? result : result * factor % modulus;
            factor = factor * factor % modulus;
        }

        return result;
    }

    private static int Exponent(ReadOnlySpan<byte> json)
    {
        var isNegative = json[0] == '-';
        var value = 0;
        foreach (var character in json)
        {
            if (character is not ((byte)'+' or (byte)'-'))
            {
                value = Math.Min(MaxExponent, (value * 10) + character - '0');
            }
        }

        return isNegative ? -value : value;
    }

    private static ExactNumber ParseLong(ReadOnlySpan<byte> json, int start, bool isNegative)
    {
        Span<char> digits = stackalloc char[MaxDigits];
        var (count, exponent, isFraction) = (0, 0, false);
        for (var at = start; at < json.Length; at++)
        {
            if (json[at] == '.')
            {
                isFraction = true;
            }
            else if (json[at] is (byte)'e' or (byte)'E')
            {
                exponent += Exponent(json[(at + 1)..]);
                break;
            }
            else if (count < MaxDigits)
            {
                digits[count++] = (char)json[at];
                exponent -= isFraction ? 1 : 0;
            }
            else
            {
                exponent += isFraction ? 0 : 1;
            }
        }

        var trimmed = digits[..count].TrimEnd('0');
        exponent += count - trimmed.Length;
        var many = BigInteger.Parse(trimmed, NumberStyles.None, CultureInfo.InvariantCulture);
        return many <= ulong.MaxValue && trimmed.TrimStart('0').Length <= 19
            ? new ExactNumber(isNegative, (ulong)many, null, exponent)
            : new ExactNumber(isNegative, 0, many, exponent);
    }
}

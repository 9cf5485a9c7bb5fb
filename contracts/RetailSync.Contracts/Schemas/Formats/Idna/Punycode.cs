using System.Text;

namespace RetailSync.Contracts.Schemas.Formats.Idna;

/// <summary>Punycode (RFC 3492) with the parameters of its section 5. Labels have 63 octets at most, which bounds the work.</summary>
internal static class Punycode
{
    private const int Base = 36;
    private const int TMin = 1;
    private const int TMax = 26;
    private const int Skew = 38;
    private const int Damp = 700;
    private const int InitialBias = 72;
    private const int InitialCodePoint = 0x80;

    // More than any delta of a label can be; the weights of further digits would only add to it.
    private const long DeltaLimit = 0x110000L * 64;

    /// <summary>
    /// Decodes by section 6.2 what is no longer than the buffer. Letters come out small. Refused is what no encoder writes: text without
    /// a code point beyond ASCII, and a delimiter with nothing in front. All else has one spelling, so that it encodes to itself again.
    /// </summary>
    public static bool TryDecode(ReadOnlySpan<byte> encoded, Span<int> codePoints, out int count)
    {
        count = 0;
        var delimiter = encoded.LastIndexOf((byte)'-');
        if (delimiter == 0 || delimiter == encoded.Length - 1 || encoded.Length > codePoints.Length)
        {
            return false;
        }

        foreach (var basic in encoded[..Math.Max(delimiter, 0)])
        {
            codePoints[count++] = AsciiByte.ToLower(basic);
        }

        var codePoint = InitialCodePoint;
        var bias = InitialBias;
        var position = 0L;
        for (var rest = encoded[(delimiter + 1)..]; !rest.IsEmpty;)
        {
            var start = position;
            if (!TryReadDelta(ref rest, bias, ref position))
            {
                return false;
            }

            bias = Adapt(position - start, count + 1, isFirst: start == 0);
            var next = codePoint + (position / (count + 1));
            if (next > 0x10FFFF || !Rune.IsValid((int)next))
            {
                return false;
            }

            codePoint = (int)next;
            position %= count + 1;
            var index = (int)position;
            codePoints[index..count].CopyTo(codePoints[(index + 1)..]);
            codePoints[index] = codePoint;
            count++;
            position++;
        }

        return true;
    }

    /// <summary>Encodes by section 6.3. Answers false when the result does not fit.</summary>
    public static bool TryEncode(ReadOnlySpan<int> codePoints, Span<byte> encoded, out int length)
    {
        length = 0;
        foreach (var basic in codePoints)
        {
            if (basic < InitialCodePoint && !TryAppend(encoded, ref length, (byte)basic))
            {
                return false;
            }
        }

        var basics = length;
        var handled = basics;
        if (basics > 0 && !TryAppend(encoded, ref length, (byte)'-'))
        {
            return false;
        }

        var codePoint = InitialCodePoint;
        var bias = InitialBias;
        for (var delta = 0L; handled < codePoints.Length; delta++, codePoint++)
        {
            var next = SmallestFrom(codePoints, codePoint);
            delta += (next - codePoint) * (long)(handled + 1);
            codePoint = next;
            foreach (var other in codePoints)
            {
                if (other < codePoint)
                {
                    delta++;
                }
                else if (other == codePoint)
                {
                    if (!TryAppendDelta(encoded, ref length, delta, bias))
                    {
                        return false;
                    }

                    bias = Adapt(delta, handled + 1, isFirst: handled == basics);
                    delta = 0;
                    handled++;
                }
            }
        }

        return true;
    }

    private static bool TryReadDelta(ref ReadOnlySpan<byte> rest, int bias, ref long position)
    {
        var weight = 1L;
        for (var k = Base; !rest.IsEmpty; k += Base)
        {
            var digit = DigitOf(rest[0]);
            rest = rest[1..];
            position += digit * weight;
            if (digit < 0 || position > DeltaLimit)
            {
                return false;
            }

            var threshold = Threshold(k, bias);
            if (digit < threshold)
            {
                return true;
            }

            weight *= Base - threshold;
        }

        return false;
    }

    private static bool TryAppendDelta(Span<byte> encoded, ref int length, long delta, int bias)
    {
        for (var k = Base; ; k += Base)
        {
            var threshold = Threshold(k, bias);
            if (delta < threshold)
            {
                return TryAppend(encoded, ref length, DigitFor((int)delta));
            }

            var (quotient, remainder) = Math.DivRem(delta - threshold, Base - threshold);
            if (!TryAppend(encoded, ref length, DigitFor(threshold + (int)remainder)))
            {
                return false;
            }

            delta = quotient;
        }
    }

    private static bool TryAppend(Span<byte> encoded, ref int length, byte value)
    {
        if (length == encoded.Length)
        {
            return false;
        }

        encoded[length++] = value;
        return true;
    }

    private static int SmallestFrom(ReadOnlySpan<int> codePoints, int least)
    {
        var smallest = int.MaxValue;
        foreach (var codePoint in codePoints)
        {
            smallest = codePoint >= least ? Math.Min(smallest, codePoint) : smallest;
        }

        return smallest;
    }

    private static int Threshold(int k, int bias) => Math.Clamp(k - bias, TMin, TMax);

    /// <summary>Section 6.1.</summary>
    private static int Adapt(long delta, int points, bool isFirst)
    {
        delta = isFirst ? delta / Damp : delta / 2;
        delta += delta / points;
        var k = 0;
        while (delta > (Base - TMin) * TMax / 2)
        {
            delta /= Base - TMin;
            k += Base;
        }

        return k + (int)((Base - TMin + 1) * delta / (delta + Skew));
    }

    private static int DigitOf(byte value) =>
        AsciiByte.IsDigit(value) ? value - '0' + 26 : AsciiByte.IsLetter(value) ? AsciiByte.ToLower(value) - 'a' : -1;

    private static byte DigitFor(int digit) => (byte)(digit < 26 ? 'a' + digit : '0' + digit - 26);
}

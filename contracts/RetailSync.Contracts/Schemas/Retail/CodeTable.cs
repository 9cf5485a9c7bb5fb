using RetailSync.Contracts.Schemas.Formats;

namespace RetailSync.Contracts.Schemas.Retail;

/// <summary>
/// Codes of up to three capital letters and digits, each with a small number. Read from a data file once: lines of codes after an optional <c>value:</c>; <c>#</c> begins a remark.
/// Immutable; finding allocates nothing.
/// </summary>
internal sealed class CodeTable
{
    /// <summary>What is found for what is no code.</summary>
    public const int Unknown = -1;

    private const int Characters = 36;
    private const int MaxLength = 3;

    // One place for each text of up to three characters; a byte each. 0: no code.
    private readonly byte[] _places = new byte[(Characters + 1) * (Characters + 1) * (Characters + 1)];

    private CodeTable(IEnumerable<(string Code, int Value)> codes)
    {
        foreach (var (code, value) in codes)
        {
            var place = PlaceOf(System.Text.Encoding.ASCII.GetBytes(code));
            _places[place >= 0 ? place : throw new FormatException($"'{code}' is no code of up to {MaxLength} capital letters and digits.")] = (byte)(value + 1);
        }
    }

    /// <summary>Reads a data file of this assembly.</summary>
    /// <param name="resource">The file's name.</param>
    /// <param name="values">What the words before a colon mean; from 0 to 254. A line without one has 0.</param>
    public static CodeTable Read(string resource, Func<string, int>? values = null)
    {
        using var stream = typeof(CodeTable).Assembly.GetManifestResourceStream(resource) ?? throw new FileNotFoundException($"The assembly has no data file '{resource}'.");
        using var reader = new StreamReader(stream);
        return new CodeTable(reader.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').SelectMany(line => CodesOf(line, values)).ToList());
    }

    /// <summary>The number of a code; <see cref="Unknown"/> when it is none. Codes are written in capitals.</summary>
    public int Find(ReadOnlySpan<byte> utf8)
    {
        var place = PlaceOf(utf8);
        return place < 0 ? Unknown : _places[place] - 1;
    }

    private static IEnumerable<(string Code, int Value)> CodesOf(string line, Func<string, int>? values)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        var value = colon < 0 || values is null ? 0 : values(line[..colon]);
        return line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(code => (code, value));
    }

    private static int PlaceOf(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is 0 or > MaxLength)
        {
            return -1;
        }

        var place = 0;
        foreach (var character in utf8)
        {
            var digit = AsciiByte.IsDigit(character) ? character - '0' + 1 : character is >= (byte)'A' and <= (byte)'Z' ? character - 'A' + 11 : -1;
            if (digit < 0)
            {
                return -1;
            }

            place = (place * (Characters + 1)) + digit;
        }

        return place;
    }
}

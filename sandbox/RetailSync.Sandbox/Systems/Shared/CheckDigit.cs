namespace RetailSync.Sandbox;

/// <summary>The last digit of GS1 numbers (GTIN, GLN, SSCC).</summary>
internal static class CheckDigit
{
    /// <summary>Whether the text is a number of this length whose last digit fits the others.</summary>
    public static bool Fits(string text, int length)
    {
        if (text.Length != length || !text.All(char.IsAsciiDigit))
        {
            return false;
        }

        var sum = 0;
        for (var index = 0; index < length; index++)
        {
            sum += (text[index] - '0') * ((length - index) % 2 == 0 ? 3 : 1);
        }

        return sum % 10 == 0;
    }
}

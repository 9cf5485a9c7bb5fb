using System.Globalization;
using System.Text;

namespace RetailSync.Events.Delivery;

/// <summary>Writes ascending sequences short: each as its distance from the one before. Safe to call from many threads.</summary>
internal static class PendingText
{
    /// <summary>Writes them.</summary>
    public static string Write(IReadOnlyList<long> sequences)
    {
        var text = new StringBuilder();
        long last = 0;
        foreach (var sequence in sequences)
        {
            text.Append(text.Length > 0 ? "," : "").Append((sequence - last).ToString(CultureInfo.InvariantCulture));
            last = sequence;
        }

        return text.ToString();
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static List<long> Read(string text)
    {
        var sequences = new List<long>();
        long last = 0;
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            sequences.Add(last += long.Parse(part, NumberStyles.None, CultureInfo.InvariantCulture));
        }

        return sequences;
    }
}

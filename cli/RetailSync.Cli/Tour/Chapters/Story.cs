using System.Globalization;
using System.Text.Json.Nodes;

namespace RetailSync.Cli.Tour;

/// <summary>Who and what the story is about, and what one chapter leaves to the next. The numbers differ from run to run.</summary>
internal sealed class Story(DateTimeOffset now, Random dice)
{
    /// <summary>Anna Keller, one of the sandbox's customers.</summary>
    public const string Customer = "C-100234";

    /// <summary>The store in Hamburg Altona, by its GLN.</summary>
    public const string Store = "9521234000013";

    /// <summary>The distribution centre in Hanover, by its GLN.</summary>
    public const string DistributionCentre = "9521234000105";

    /// <summary>The till.</summary>
    public const string Till = "T07";

    /// <summary>The T-shirt and its price in cents.</summary>
    public const string Shirt = "TSHIRT-BLUE-M";

    /// <summary>What one T-shirt costs.</summary>
    public const long ShirtPrice = 1999;

    /// <summary>The headphones.</summary>
    public const string Headphones = "HEADPHONES-X1";

    /// <summary>What the headphones cost.</summary>
    public const long HeadphonesPrice = 12900;

    /// <summary>What two T-shirts and the headphones cost.</summary>
    public const long Total = (2 * ShirtPrice) + HeadphonesPrice;

    private readonly string _run = dice.Next().ToString("x8", CultureInfo.InvariantCulture);

    /// <summary>The business day.</summary>
    public string BusinessDate { get; } = now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The number under which payment, stock and return know the purchase.</summary>
    public string OrderNumber { get; } = string.Create(CultureInfo.InvariantCulture, $"OM-{dice.Next(10_000_000, 100_000_000)}");

    /// <summary>The till's last receipt number of the day.</summary>
    public long LastSequence { get; set; }

    /// <summary>The receipt.</summary>
    public string Receipt { get; set; } = "";

    /// <summary>The pair that was put aside.</summary>
    public string Reservation { get; set; } = "";

    /// <summary>The amount that is held on her card.</summary>
    public string Authorisation { get; set; } = "";

    /// <summary>The captured payment.</summary>
    public string Capture { get; set; } = "";

    /// <summary>The request that the gateway is asked to explain.</summary>
    public string? Explained { get; set; }

    /// <summary>A key for one change of this run, quoted as the header wants it.</summary>
    public string Key(string change) => $"\"{_run}-{change}\"";

    /// <summary>An amount in euros as JSON.</summary>
    public static JsonObject Money(long cents) => new() { ["amount"] = cents, ["currency"] = "EUR" };

    /// <summary>An amount in euros for people.</summary>
    public static string Euros(long cents) => string.Create(CultureInfo.InvariantCulture, $"{cents / 100m:0.00} EUR");
}

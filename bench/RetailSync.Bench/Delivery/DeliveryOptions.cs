namespace RetailSync.Bench.Delivery;

/// <summary>What the command line asks of the scenarios <c>delivery</c>, <c>replay</c> and <c>backlog</c>.</summary>
/// <param name="Gateway">The gateway's program.</param>
/// <param name="Rounds">How many rounds; only <c>delivery</c> has any.</param>
/// <param name="Events">How many events there are at least.</param>
/// <param name="Seconds">How long a window with a fixed rate lasts.</param>
/// <param name="Json">Where the figures go as JSON; null: nowhere.</param>
internal sealed record DeliveryOptions(string Gateway, int Rounds, long Events, double Seconds, string? Json);

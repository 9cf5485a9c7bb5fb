namespace RetailSync.Sandbox.Wms;

/// <summary>Stock on hand and reserved, per article and place. Its owner holds the lock.</summary>
internal sealed class StockBook(TimeProvider clock, ChangeFeed<StockMessage> feed)
{
    private readonly SortedDictionary<(string Location, string Sku), Stock> _stock = [];

    public IEnumerable<Stock> All => _stock.Values;

    public void Reset()
    {
        _stock.Clear();
        foreach (var place in Seed.Places)
        {
            var onHand = place.Kind == "warehouse" ? 500 : 12;
            foreach (var article in Seed.Articles)
            {
                _stock[(place.Gln, article.Sku)] = new Stock(article.Sku, place.Gln, onHand, 0, onHand, Seed.Made);
            }
        }
    }

    public Stock? Find(string locationId, string sku) => _stock.GetValueOrDefault((locationId, sku));

    /// <summary>Moves what is on hand and what is reserved, and tells the feed.</summary>
    public Stock Move(string locationId, string sku, int onHand, int reserved, string reason)
    {
        var before = _stock[(locationId, sku)];
        var after = before with
        {
            OnHand = before.OnHand + onHand,
            Reserved = before.Reserved + reserved,
            Available = before.OnHand + onHand - before.Reserved - reserved,
            UpdatedAt = clock.GetUtcNow(),
        };
        _stock[(locationId, sku)] = after;
        feed.Publish(new StockMessage("stock", sku, locationId, after.OnHand, after.Reserved, after.Available, reason, after.UpdatedAt));
        return after;
    }
}

using System.Globalization;

namespace RetailSync.Sandbox.Erp;

/// <summary>Articles' financial attributes, sales orders, goods receipts and periods. Safe to call from many threads.</summary>
internal sealed class EnterpriseStore
{
    private readonly Lock _gate = new();
    private readonly Ledger _ledger;
    private readonly TimeProvider _clock;
    private readonly SortedDictionary<string, Article> _articles = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, SalesOrder> _orders = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Period> _periods = new(StringComparer.Ordinal);
    private int _last;

    public EnterpriseStore(Ledger ledger, TimeProvider clock)
    {
        _ledger = ledger;
        _clock = clock;
        Reset();
    }

    public void Reset()
    {
        lock (_gate)
        {
            _articles.Clear();
            _orders.Clear();
            _periods.Clear();
            _last = 0;
            foreach (var article in Seed.Articles)
            {
                var tax = article.Sku == "COOKBOOK-01" ? TaxClass.Reduced : TaxClass.Standard;
                _articles[article.Sku] = new Article(article.Sku, article.Gtin, "CC-4100", "3100", tax, new Money(article.Price * 55 / 100, Seed.Currency), Seed.Made);
            }

            for (var month = 1; month <= 12; month++)
            {
                var first = new DateOnly(2026, month, 1);
                var closed = month < 10;
                var period = new Period(PeriodOf(first), first, first.AddMonths(1).AddDays(-1), closed ? PeriodState.Locked : PeriodState.Open, closed ? Seed.Made : null);
                _periods[period.Id] = period;
            }

            Add("OM-00000002", "DE01", Seed.BusinessDate, [new SalesOrderLine("COOKBOOK-01", 1, new Money(2757, Seed.Currency))], Seed.Made);
        }
    }

    public IReadOnlyList<Article> Articles()
    {
        lock (_gate)
        {
            return [.. _articles.Values];
        }
    }

    public Outcome<Article> FindArticle(string sku)
    {
        lock (_gate)
        {
            return _articles.TryGetValue(sku, out var found) ? found : Refusal.NotFound("article", sku);
        }
    }

    public Outcome<Article> Change(string sku, ArticleInput input, RequestFacts request)
    {
        lock (_gate)
        {
            if (!_articles.TryGetValue(sku, out var before))
            {
                return Refusal.NotFound("article", sku);
            }

            if (input.StandardCost.Amount < 0)
            {
                return Refusal.Rule("cost-negative", $"standardCost is {input.StandardCost.Amount}; it must not be negative.");
            }

            var after = before with
            {
                CostCentre = input.CostCentre,
                ValuationClass = input.ValuationClass,
                TaxClass = input.TaxClass,
                StandardCost = input.StandardCost,
                UpdatedAt = _clock.GetUtcNow(),
            };
            _articles[sku] = after;
            _ledger.Append("replaceArticle", sku, request);
            return after;
        }
    }

    public IReadOnlyList<SalesOrder> SalesOrders(string? externalNumber)
    {
        lock (_gate)
        {
            return [.. _orders.Values.Where(order => externalNumber is null || order.ExternalNumber == externalNumber)];
        }
    }

    public Outcome<SalesOrder> FindSalesOrder(string documentNumber)
    {
        lock (_gate)
        {
            return _orders.TryGetValue(documentNumber, out var found) ? found : Refusal.NotFound("sales-order", documentNumber);
        }
    }

    public Outcome<SalesOrder> Book(SalesOrderInput input, RequestFacts request)
    {
        lock (_gate)
        {
            if (input.Lines.Count == 0 || input.Lines.Any(line => line.Quantity < 1))
            {
                return Refusal.Invalid("A sales order needs at least one line, and each line a quantity of at least 1.");
            }

            if ((JudgePeriod(input.PostingDate) ?? JudgeMasterData(input.Lines.Select(line => line.Sku))) is { } refused)
            {
                return refused;
            }

            if (_orders.Values.FirstOrDefault(order => order.ExternalNumber == input.ExternalNumber) is { } first)
            {
                return Refusal.Conflict("duplicate-external-number", $"The external number '{input.ExternalNumber}' belongs to document {first.DocumentNumber}.");
            }

            var made = Add(input.ExternalNumber, input.LegalEntity, input.PostingDate, input.Lines, _clock.GetUtcNow());
            _ledger.Append("bookSalesOrder", made.DocumentNumber, request, input.ExternalNumber);
            return made;
        }
    }

    public Outcome<SalesOrder> Cancel(string documentNumber, string reason, RequestFacts request)
    {
        lock (_gate)
        {
            if (!_orders.TryGetValue(documentNumber, out var before))
            {
                return Refusal.NotFound("sales-order", documentNumber);
            }

            if (before.Status == SalesOrderStatus.Cancelled)
            {
                return Refusal.Conflict("already-cancelled", $"{documentNumber} was cancelled before: {before.CancellationReason}.");
            }

            if (JudgePeriod(before.PostingDate) is { } closed)
            {
                return closed;
            }

            var after = before with { Status = SalesOrderStatus.Cancelled, CancellationReason = reason };
            _orders[documentNumber] = after;
            _ledger.Append("cancelSalesOrder", documentNumber, request, before.ExternalNumber);
            return after;
        }
    }

    /// <summary>Posts a goods receipt. Nothing tells a second one from the first: posted twice, it counts twice.</summary>
    public Outcome<GoodsReceipt> Receive(GoodsReceiptInput input, RequestFacts request)
    {
        lock (_gate)
        {
            if (input.Lines.Count == 0 || input.Lines.Any(line => line.Quantity < 1))
            {
                return Refusal.Invalid("A goods receipt needs at least one line, and each line a quantity of at least 1.");
            }

            if ((JudgePeriod(input.PostingDate) ?? JudgeMasterData(input.Lines.Select(line => line.Sku))) is { } refused)
            {
                return refused;
            }

            _ledger.Append("postGoodsReceipt", input.PurchaseOrder, request);
            return new GoodsReceipt(input.PurchaseOrder, PeriodOf(input.PostingDate), _clock.GetUtcNow());
        }
    }

    public IReadOnlyList<Period> Periods()
    {
        lock (_gate)
        {
            return [.. _periods.Values];
        }
    }

    public Outcome<Period> Lock(string id, RequestFacts request)
    {
        lock (_gate)
        {
            if (!_periods.TryGetValue(id, out var before))
            {
                return Refusal.NotFound("period", id);
            }

            if (before.State == PeriodState.Locked)
            {
                return Refusal.Conflict("period-locked", $"Period {id} was locked at {before.LockedAt:O}.");
            }

            if (_periods.Values.FirstOrDefault(period => period.State == PeriodState.Open && period.From < before.From) is { } earlier)
            {
                return Refusal.Conflict("earlier-period-open", $"Period {earlier.Id} is still open; periods are locked in order.");
            }

            var after = before with { State = PeriodState.Locked, LockedAt = _clock.GetUtcNow() };
            _periods[id] = after;
            _ledger.Append("lockPeriod", id, request);
            return after;
        }
    }

    private static string PeriodOf(DateOnly date) => date.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private Refusal? JudgePeriod(DateOnly date) => _periods.GetValueOrDefault(PeriodOf(date)) switch
    {
        null => Refusal.Rule("no-such-period", $"{date:yyyy-MM-dd} lies in no period of this ledger ({_periods.Keys.First()} to {_periods.Keys.Last()})."),
        { State: PeriodState.Locked } locked => Refusal.Conflict("period-locked", $"Period {locked.Id} is locked: nothing more is posted on {date:yyyy-MM-dd}."),
        _ => null,
    };

    private Refusal? JudgeMasterData(IEnumerable<string> skus) =>
        skus.FirstOrDefault(sku => !_articles.ContainsKey(sku)) is { } missing
            ? Refusal.Rule("master-data-missing", $"{missing} has no financial attributes here; maintain the article first.")
            : null;

    private SalesOrder Add(string externalNumber, string legalEntity, DateOnly postingDate, IReadOnlyList<SalesOrderLine> lines, DateTimeOffset now)
    {
        var order = new SalesOrder($"SO-{++_last:D8}", externalNumber, legalEntity, postingDate, PeriodOf(postingDate), lines, SalesOrderStatus.Booked, null, now);
        return _orders[order.DocumentNumber] = order;
    }
}

namespace RetailSync.Sandbox.Pos;

/// <summary>The stores' transactions and their rules. Safe to call from many threads.</summary>
internal sealed class TransactionStore
{
    private readonly Lock _gate = new();
    private readonly Ledger _ledger;
    private readonly TimeProvider _clock;
    private readonly SortedDictionary<string, (Transaction Transaction, string? BodyHash)> _transactions = new(StringComparer.Ordinal);

    public TransactionStore(Ledger ledger, TimeProvider clock)
    {
        _ledger = ledger;
        _clock = clock;
        Reset();
    }

    public void Reset()
    {
        lock (_gate)
        {
            _transactions.Clear();
            Plant(1, new TransactionLine(1, "TSHIRT-BLUE-M", 2, new Money(3998, Seed.Currency)), new TransactionLine(2, "MUG-WHITE", 1, new Money(899, Seed.Currency)));
            Plant(2, new TransactionLine(1, "COOKBOOK-01", 1, new Money(2950, Seed.Currency)));

            // 3 is missing on purpose: the gap report has something to say.
            Plant(4, new TransactionLine(1, "HEADPHONES-X1", 1, new Money(12900, Seed.Currency)));
        }
    }

    public IReadOnlyList<Transaction> List(string? storeId, string? tillId, DateOnly? businessDate)
    {
        lock (_gate)
        {
            return
            [
                .. _transactions.Values.Select(entry => entry.Transaction).Where(transaction =>
                    (storeId is null || transaction.StoreId == storeId)
                    && (tillId is null || transaction.TillId == tillId)
                    && (businessDate is null || transaction.BusinessDate == businessDate))
                    .OrderBy(transaction => (transaction.StoreId, transaction.BusinessDate, transaction.TillId, transaction.Sequence)),
            ];
        }
    }

    public Outcome<Transaction> Find(string transactionId)
    {
        lock (_gate)
        {
            return _transactions.TryGetValue(transactionId, out var found) ? found.Transaction : Refusal.NotFound("transaction", transactionId);
        }
    }

    /// <summary>Records a transaction once. The same again returns the first; another one under the same key is refused.</summary>
    public Outcome<Transaction> Record(TransactionInput input, RequestFacts request, out bool isNew)
    {
        lock (_gate)
        {
            isNew = false;
            var id = input.Key().ToString();
            if (_transactions.TryGetValue(id, out var first))
            {
                return first.BodyHash == request.BodyHash
                    ? first.Transaction
                    : Refusal.Conflict("transaction-differs", $"{id} was recorded before with another content.");
            }

            if ((Judge(input) ?? JudgeReturns(input)) is { } refused)
            {
                return refused;
            }

            isNew = true;
            var made = Make(input, _clock.GetUtcNow());
            _transactions[id] = (made, request.BodyHash);
            _ledger.Append("recordTransaction", id, request, id);
            return made;
        }
    }

    /// <summary>The sequence numbers missing between the first and the last of each till and day.</summary>
    public Outcome<GapReport> Gaps(string storeId, DateOnly? businessDate)
    {
        lock (_gate)
        {
            if (!Seed.Places.Any(place => place.Gln == storeId && place.Kind == "store"))
            {
                return Refusal.NotFound("store", storeId);
            }

            var gaps = List(storeId, null, businessDate)
                .GroupBy(transaction => (transaction.TillId, transaction.BusinessDate))
                .SelectMany(day => day
                    .Select(transaction => transaction.Sequence)
                    .Prepend(0)
                    .Order()
                    .Pairwise()
                    .Where(pair => pair.Second - pair.First > 1)
                    .Select(pair => new Gap(day.Key.TillId, day.Key.BusinessDate, pair.First + 1, pair.Second - 1)));
            return new GapReport(storeId, [.. gaps]);
        }
    }

    private static Refusal? Judge(TransactionInput input)
    {
        if (!CheckDigit.Fits(input.StoreId, 13))
        {
            return Refusal.Rule("gln-invalid", $"storeId '{input.StoreId}' is not a GLN: 13 digits, the last of which is a check digit.");
        }

        if (!Seed.Places.Any(place => place.Gln == input.StoreId && place.Kind == "store"))
        {
            return Refusal.Rule("store-unknown", $"No store has the GLN '{input.StoreId}'.");
        }

        if (input.Sequence < 1 || input.Lines.Count == 0 || input.Lines.Any(line => line.Quantity < 1))
        {
            return Refusal.Invalid("A transaction needs a sequence of at least 1 and at least one line, each with a quantity of at least 1.");
        }

        if (input.Lines.Select(line => line.Amount).Concat(input.Tenders.Select(tender => tender.Amount)).DistinctBy(amount => amount.Currency).Count() > 1)
        {
            return Refusal.Rule("currencies-differ", "Lines and tenders must be in one currency.");
        }

        var lines = input.Lines.Sum(line => line.Amount.Amount);
        var tenders = input.Tenders.Sum(tender => tender.Amount.Amount);
        return lines == tenders ? null : Refusal.Rule("tenders-differ", $"The lines come to {lines}, the tenders to {tenders}.");
    }

    private Refusal? JudgeReturns(TransactionInput input)
    {
        if (input.Type == TransactionType.Sale)
        {
            return input.Lines.Any(line => line.Original is not null)
                ? Refusal.Rule("sale-with-original", "Only a return names the sale that its lines come from.")
                : null;
        }

        if (input.Lines.Any(line => line.Original is null))
        {
            return Refusal.Rule("return-without-original", "Each line of a return names the sale that it comes from.");
        }

        foreach (var back in input.Lines.GroupBy(line => line.Original!))
        {
            if (JudgeReturn(back.Key, back.First().Sku, back.Sum(line => line.Quantity)) is { } refused)
            {
                return refused;
            }
        }

        return null;
    }

    private Refusal? JudgeReturn(OriginalSale original, string sku, int quantity)
    {
        var sold = _transactions.TryGetValue(original.TransactionId, out var entry) && entry.Transaction.Type == TransactionType.Sale
            ? entry.Transaction.Lines.FirstOrDefault(line => line.LineNumber == original.LineNumber && line.Sku == sku)
            : null;
        if (sold is null)
        {
            return Refusal.Rule("sale-unknown", $"Transaction {original.TransactionId} sold no {sku} in line {original.LineNumber}.");
        }

        var before = _transactions.Values.SelectMany(known => known.Transaction.Lines).Where(line => line.Original == original).Sum(line => line.Quantity);
        return before + quantity <= sold.Quantity
            ? null
            : Refusal.Rule("returned-more-than-sold", $"Line {original.LineNumber} of {original.TransactionId} sold {sold.Quantity}; {before} came back before, and {quantity} more is too many.");
    }

    private void Plant(int sequence, params IReadOnlyList<TransactionLine> lines)
    {
        var total = new Money(lines.Sum(line => line.Amount.Amount), Seed.Currency);
        var input = new TransactionInput(Seed.Store, "T01", sequence, Seed.BusinessDate, TransactionType.Sale, Seed.Made.AddMinutes(sequence), lines, [new Tender(TenderType.Card, total)]);
        var made = Make(input, Seed.Made);
        _transactions[made.TransactionId] = (made, null);
    }

    private static Transaction Make(TransactionInput input, DateTimeOffset now) => new(
        input.Key().ToString(),
        input.StoreId,
        input.TillId,
        input.Sequence,
        input.BusinessDate,
        input.Type,
        input.EndedAt,
        input.Lines,
        input.Tenders,
        new Money(input.Lines.Sum(line => line.Amount.Amount), input.Lines[0].Amount.Currency),
        now);
}

using RetailSync.Contracts.Lint.Model;

namespace RetailSync.Contracts.Lint.Rules.Payloads;

/// <summary>POSTs that move money or stock take an Idempotency-Key.</summary>
internal sealed class IdempotencyKeys : ILintRule
{
    private static readonly HashSet<string> Moving = new(StringComparer.Ordinal)
    {
        "payment", "payments", "capture", "captures", "refund", "refunds", "charge", "charges", "payout", "payouts", "transfer", "transfers", "authorisations", "authorizations", "order", "orders", "reservations", "journals",
        "transactions", "adjustments", "receipts", "shipments", "shipment", "picks", "invoices", "deposits", "withdrawals", "stock", "stocks", "movements",
    };

    // Beneath one of those these read, or only change a state.
    private static readonly HashSet<string> Still = new(StringComparer.Ordinal) { "search", "query", "validate", "quote", "quotes", "preview", "calculate", "export" };

    /// <inheritdoc/>
    public string Why => "When the answer is lost the caller has to try again, and must not pay or ship twice.";

    /// <inheritdoc/>
    public string Fix => "Add the header parameter Idempotency-Key, required.";

    /// <inheritdoc/>
    public IEnumerable<Remark> Check(LintDocument document) =>
        from operation in document.Operations
        where operation.Method == "post" && operation.Changes && Moves(operation.Path) && !operation.Parameters.Any(IsKey)
        select new Remark(operation.Pointer, operation.Member, $"{operation.Name} moves money or stock, but takes no Idempotency-Key.");

    private static bool IsKey(LintParameter parameter) => parameter.In == "header" && parameter.Name.Equals("Idempotency-Key", StringComparison.OrdinalIgnoreCase);

    // The last thing that is named decides: /orders/{id}/notes does not move anything.
    private static bool Moves(string path)
    {
        var last = path.Split('/', StringSplitOptions.RemoveEmptyEntries).LastOrDefault(segment => !segment.StartsWith('{')) ?? "";
        var words = Words.Of(last);
        return !words.Any(Still.Contains) && words.Count > 0 && Moving.Contains(words[^1]);
    }
}

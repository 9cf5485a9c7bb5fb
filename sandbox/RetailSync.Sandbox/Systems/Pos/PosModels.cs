using System.Globalization;

namespace RetailSync.Sandbox.Pos;

internal enum TransactionType
{
    Sale,
    Return,
}

internal enum TenderType
{
    Cash,
    Card,
    GiftCard,
    Voucher,
}

/// <summary>What makes a transaction itself: store, till, sequence and business day.</summary>
internal readonly record struct TransactionKey(string StoreId, string TillId, int Sequence, DateOnly BusinessDate)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{StoreId}-{TillId}-{BusinessDate:yyyyMMdd}-{Sequence}");
}

/// <summary>A line that comes back, by the transaction and the line that sold it.</summary>
internal sealed record OriginalSale(string TransactionId, int LineNumber);

internal sealed record TransactionLine(int LineNumber, string Sku, int Quantity, Money Amount, OriginalSale? Original = null);

internal sealed record Tender(TenderType Type, Money Amount, string? Reference = null);

internal sealed record TransactionInput(
    string StoreId,
    string TillId,
    int Sequence,
    DateOnly BusinessDate,
    TransactionType Type,
    DateTimeOffset EndedAt,
    IReadOnlyList<TransactionLine> Lines,
    IReadOnlyList<Tender> Tenders)
{
    public TransactionKey Key() => new(StoreId, TillId, Sequence, BusinessDate);
}

internal sealed record Transaction(
    string TransactionId,
    string StoreId,
    string TillId,
    int Sequence,
    DateOnly BusinessDate,
    TransactionType Type,
    DateTimeOffset EndedAt,
    IReadOnlyList<TransactionLine> Lines,
    IReadOnlyList<Tender> Tenders,
    Money Total,
    DateTimeOffset RecordedAt);

/// <summary>Sequence numbers of a till's business day that never came: missing sales.</summary>
internal sealed record Gap(string TillId, DateOnly BusinessDate, int From, int To);

internal sealed record GapReport(string StoreId, IReadOnlyList<Gap> Items);

using RetailSync.Gateway;

namespace RetailSync.Policies.Judging;

/// <summary>Which message is judged, for those who are told of it after the exchange has ended.</summary>
internal sealed record JudgedMessage(string Side, string System, string ContractId, string OperationId, string RequestId, string? ConsumerId)
{
    public const string Request = "request";
    public const string Response = "response";

    /// <summary>A message of an exchange.</summary>
    public static JudgedMessage Of(Exchange exchange, string side) =>
        new(side, SystemOf(exchange), exchange.Route?.Contract?.Id ?? "", exchange.Operation?.Id ?? "", exchange.Id, exchange.Caller?.Consumer.Id);

    /// <summary>The system whose contract it is: what stands before the slash.</summary>
    public static string SystemOf(Exchange exchange) => exchange.Version is { ApiId: var id } ? id[..Math.Max(0, id.IndexOf('/', StringComparison.Ordinal))] : "";
}

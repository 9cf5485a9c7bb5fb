using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using RetailSync.Gateway;

namespace RetailSync.Policies.Judging;

/// <summary>Remembers how messages were found to break their contracts, each way once, with counts. Bounded; lost at the end of the process. Safe to use from many threads.</summary>
public sealed partial class ContractFaults(TimeProvider clock, ILogger<ContractFaults> logger)
{
    /// <summary>How many ways are remembered. Further ones are counted in the metrics alone.</summary>
    public const int MaxEntries = 1_000;

    private const int MaxConsumers = 10;

    private readonly ConcurrentDictionary<(string Contract, string Operation, string Side, string Keyword), ContractFault> _faults = new();

    /// <summary>What is remembered, the most frequent first.</summary>
    public IReadOnlyList<ContractFault> All => [.. _faults.Values.OrderByDescending(fault => fault.Count).ThenBy(fault => fault.ContractId, StringComparer.Ordinal)];

    /// <summary>Remembers what was found in a message.</summary>
    internal void Add(JudgedMessage message, IReadOnlyList<ProblemError> errors)
    {
        var now = clock.GetUtcNow();
        foreach (var error in errors)
        {
            var key = (message.ContractId, message.OperationId, message.Side, error.KeywordLocation ?? "");
            if (_faults.Count >= MaxEntries && !_faults.ContainsKey(key))
            {
                continue;
            }

            var fault = _faults.AddOrUpdate(key, _ => New(message, error, now), (_, known) => Again(known, message, now));
            if (fault.Count == 1)
            {
                LogFirst(fault.ContractId, fault.OperationId, fault.Side, fault.InstanceLocation, fault.Error, message.RequestId);
            }
        }
    }

    private static ContractFault New(JudgedMessage message, ProblemError error, DateTimeOffset now) => new()
    {
        ContractId = message.ContractId,
        OperationId = message.OperationId,
        Side = message.Side,
        KeywordLocation = error.KeywordLocation ?? "",
        InstanceLocation = error.InstanceLocation,
        Error = error.Error,
        Count = 1,
        FirstSeen = now,
        LastSeen = now,
        LastRequestId = message.RequestId,
        Consumers = message.ConsumerId is null ? [] : [message.ConsumerId],
    };

    private static ContractFault Again(ContractFault known, JudgedMessage message, DateTimeOffset now) => known with
    {
        Count = known.Count + 1,
        LastSeen = now,
        LastRequestId = message.RequestId,
        Consumers = message.ConsumerId is null || known.Consumers.Count >= MaxConsumers || known.Consumers.Contains(message.ConsumerId) ? known.Consumers : [.. known.Consumers, message.ConsumerId],
    };

    [LoggerMessage(LogLevel.Warning, "A {Side} of {ContractId}, operation {OperationId}, breaks the contract at '{Place}': {Error} Found first in request {RequestId}; further ones are counted.", EventName = "contract.broken")]
    private partial void LogFirst(string contractId, string operationId, string side, string place, string error, string requestId);
}

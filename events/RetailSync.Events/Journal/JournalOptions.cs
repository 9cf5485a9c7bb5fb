using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace RetailSync.Events.Journal;

/// <summary>How the journal keeps, recovers and forgets. The section <c>Journal</c>; read at the start.</summary>
internal sealed class JournalOptions
{
    /// <summary>References to the keys that bodies are sealed with, newest first: <c>env:NAME</c> or <c>file:path</c>, each 32 bytes in Base64. Default: none, <c>journal.key</c> in the data folder holds them. Several gateways on one store need them here.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>How often unfinished operations are looked for, in seconds. 1 to 300; default 2.</summary>
    [Range(1, 300)]
    public int RecoverySeconds { get; init; } = 2;

    /// <summary>How many operations are being resolved at a time. 1 to 64; default 8.</summary>
    [Range(1, 64)]
    public int ResolveConcurrency { get; init; } = 8;

    /// <summary>How long one call of a resolver may take, in seconds. 1 to 300; default 30.</summary>
    [Range(1, 300)]
    public int ResolveTimeoutSeconds { get; init; } = 30;

    /// <summary>How many times a resolver tries before a person must decide. 1 to 1,000; default 40.</summary>
    [Range(1, 1_000)]
    public int ResolveAttempts { get; init; } = 40;

    /// <summary>How long a resolver tries before a person must decide, in hours. 1 to 720; default 24.</summary>
    [Range(1, 720)]
    public int ResolveHours { get; init; } = 24;

    /// <summary>The longest pause between two attempts, in seconds. 1 to 3,600; default 300. The first pause is one second, and each doubles.</summary>
    [Range(1, 3_600)]
    public int ResolvePauseSeconds { get; init; } = 300;

    /// <summary>How long a change that was not found may still arrive at its system, in seconds. 0 to 86,400; default 60. Choose the longest time that the system works on a request.</summary>
    [Range(0, 86_400)]
    public int QuietSeconds { get; init; } = 60;

    /// <summary>How long the bodies of operations without an idempotency key are kept, in hours. 1 to 8,760; default 72.</summary>
    [Range(1, 8_760)]
    public int BodyHours { get; init; } = 72;

    /// <summary>How long the events' data is kept, in days. 1 to 3,650; default 90.</summary>
    [Range(1, 3_650)]
    public int EventDays { get; init; } = 90;

    /// <summary>How often what is too old is blanked, in seconds. 1 to 86,400; default 60.</summary>
    [Range(1, 86_400)]
    public int ReapSeconds { get; init; } = 60;

    /// <summary>How often changes that were accepted to be sent later are looked for, in seconds. 1 to 300; default 1. Those that this gateway accepts are seen at once.</summary>
    [Range(1, 300)]
    public int QueueSeconds { get; init; } = 1;

    /// <summary>How many accepted changes are being sent at a time, on all routes. 1 to 256; default 16.</summary>
    [Range(1, 256)]
    public int QueueConcurrency { get; init; } = 16;

    /// <summary>How many of them on one route, so that a slow system leaves room for the others. 1 to 256; default 4.</summary>
    [Range(1, 256)]
    public int QueueRouteConcurrency { get; init; } = 4;

    /// <summary>How long an accepted change may be under way once it is sent, in seconds. 1 to 600; default 60.</summary>
    [Range(1, 600)]
    public int QueueTimeoutSeconds { get; init; } = 60;

    /// <summary>The longest pause before a route whose system is down is tried again, in seconds. 1 to 3,600; default 60. The first pause is one second, and each doubles.</summary>
    [Range(1, 3_600)]
    public int QueuePauseSeconds { get; init; } = 60;

    /// <summary>How long an accepted change is tried before it is given up as not applied, in hours. 1 to 8,760; default 72.</summary>
    [Range(1, 8_760)]
    public int QueueHours { get; init; } = 72;

    /// <summary>What each operation's system offers, by <c>contract#operationId</c> such as <c>oms/orders@1#createOrder</c>.</summary>
    public IReadOnlyDictionary<string, ResolverOptions> Resolvers { get; init; } = new Dictionary<string, ResolverOptions>();
}

[OptionsValidator]
internal sealed partial class JournalOptionsValidator : IValidateOptions<JournalOptions>;

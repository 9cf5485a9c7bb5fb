using System.Diagnostics;
using RetailSync.Gateway;
using RetailSync.Policies.Replays;

namespace RetailSync.Policies.Journal;

/// <content>Changes that are accepted now and sent later.</content>
internal sealed partial class JournalPolicy
{
    private const int AcceptTries = 10;

    private async ValueTask<Verdict> AcceptAsync(Exchange exchange, IJournal journal)
    {
        var keyed = exchange.Context.Features.Get<KeyedRequest>();
        keyed?.ClaimOf(exchange);
        var intent = Intents.Of(exchange, _route, exchange.Operation!, ClassOf(exchange.Operation!), _clock);
        for (var i = 0; i < AcceptTries; i++)
        {
            // Who has gone before anything was written down has asked for nothing.
            exchange.Context.RequestAborted.ThrowIfCancellationRequested();
            var result = await ClaimOnceAsync(exchange, intent, (wanted, cancel) => journal.AcceptAsync(wanted, _queueTerms, cancel));
            _metrics.Claimed(result.Status);
            switch (result.Status)
            {
                case ClaimStatus.Granted:
                    return Verdict.Answer(AcceptedReply.Of(intent.Id, isAgain: false));
                case ClaimStatus.KeyTaken when keyed is not null && result.Known is { } known:
                    if (await _known!.AnswerAsync(exchange, keyed, known) is { IsFinal: true } verdict)
                    {
                        return verdict;
                    }

                    break;
                case ClaimStatus.QueueFull:
                    return Verdict.Refuse(ReplayProblems.QueueFull());
                case ClaimStatus.Unavailable:
                    return Verdict.Refuse(ReplayProblems.Unavailable(result.Reason));
                default:
                    throw new UnreachableException($"The journal answered {result.Status} to a change that is sent later.");
            }
        }

        // Others take the key and let it go again each time.
        return Verdict.Refuse(ReplayProblems.InFlight());
    }
}

namespace RetailSync.Policies.RateLimit;

/// <content>What the server's answers change.</content>
internal sealed partial class RateShare
{
    /// <summary>Takes the server's answer over. Decided, or the next question when what was set aside has run out meanwhile.</summary>
    public RateStep Settle(in RateAsk ask, RateReply reply, long now, long frequency)
    {
        Renew(now);
        var held = now < ask.HeldUntil ? ask.Held : 0;
        var isAdmitted = reply.Granted > 0;
        if (isAdmitted && held + reply.Granted < ask.Cost)
        {
            Learn(ask, reply, frequency);
            return RateStep.AskFor(ask with
            {
                Need = ask.Cost - reply.Granted, Want = 0, Held = reply.Granted, HeldUntil = EndsAt(ask, reply, frequency), SentAt = now, Back = 0, BackTo = null, IsRefill = false,
            });
        }

        if (isAdmitted)
        {
            Keep(held + reply.Granted - ask.Cost, EndsAt(ask, reply, frequency), reply);
            _isScarce |= ask.Want > 0 && reply.Granted <= ask.Need;
        }
        else
        {
            Keep(held, ask.HeldUntil, null);
            Refund(ask);
        }

        Learn(ask, reply, frequency);
        return RateStep.Decided(Describe(ask, reply, now, frequency), RateSource.Server);
    }

    private void Keep(int tokens, long until, RateReply? from)
    {
        if (tokens == 0)
        {
            return;
        }

        _tokensUntil = _tokens > 0 ? Math.Min(_tokensUntil, until) : until;
        _tokensFrom = from?.Ends(_windows.Count) ?? _tokensFrom;
        _tokens += tokens;
        _wasUsed = true;
    }

    private void Refund(in RateAsk ask)
    {
        for (var i = 0; ask.Denied == 0 && i < _windows.Count; i++)
        {
            if ((byte)(ask.Turns >> (8 * i)) == (byte)(_turns >> (8 * i)))
            {
                counter.Refund(i, ask.Cost);
            }
        }
    }

    private void Learn(in RateAsk ask, RateReply reply, long frequency)
    {
        // What is in hand is taken at the server but not used; so is what another question may be fetching at this moment.
        var unused = _tokens + (_refill is not null && !ask.IsRefill ? _windows.Batch : 0);
        for (var i = 0; i < _windows.Count; i++)
        {
            var id = reply.EndOf(i);
            if (id == 0)
            {
                continue;
            }

            var end = EndOf(i, ask, reply, frequency);
            if (!counter.IsRunning(i) || _ids[i] == NotTold)
            {
                _ids[i] = id;
                counter.Learn(i, reply.UsedIn(i) - unused, end);
            }
            else if (_ids[i] == id)
            {
                counter.Learn(i, reply.UsedIn(i) - unused, Math.Max(counter.EndOf(i), end));
            }
        }
    }

    private RateDecision Describe(in RateAsk ask, RateReply reply, long now, long frequency)
    {
        Span<int> left = stackalloc int[_windows.Count];
        Span<int> seconds = stackalloc int[_windows.Count];
        for (var i = 0; i < _windows.Count; i++)
        {
            left[i] = counter.LeftIn(i, _windows);
            seconds[i] = counter.SecondsUntil(i, _windows, now, frequency);
            var leftThere = _windows.Limits[i] - reply.UsedIn(i);
            if (_ids[i] != reply.EndOf(i) && reply.EndOf(i) != 0 && leftThere < left[i])
            {
                left[i] = leftThere;
                seconds[i] = (int)((Math.Max(0, reply.MillisecondsLeft(i)) + 999) / 1_000);
            }
        }

        return RateDecision.Of(left, seconds, ask.Cost, reply.Violated | ask.Violated);
    }

    private long EndsAt(in RateAsk ask, RateReply reply, long frequency)
    {
        var first = long.MaxValue;
        for (var i = 0; i < _windows.Count; i++)
        {
            first = Math.Min(first, EndOf(i, ask, reply, frequency));
        }

        return first;
    }

    // Counted from when the question left, so that a window is never taken to last longer here than there.
    private static long EndOf(int window, in RateAsk ask, RateReply reply, long frequency) =>
        ask.SentAt + (long)((Int128)reply.MillisecondsLeft(window) * frequency / 1_000);
}

namespace RetailSync.Cli.Tour;

/// <summary>Leads through the story: makes the calls, has each told, and keeps count of the changes sent. Used by one tour at a time.</summary>
internal sealed class TourGuide(TourClient client, ITourTeller teller, TimeProvider clock)
{
    // What a resolver asks at most in the time of a tour: its pauses begin at one second.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMilliseconds(250);

    private readonly List<SentChange> _sent = [];

    /// <summary>Tells what happens.</summary>
    public ITourTeller Teller => teller;

    /// <summary>Talks to what is beside the gateway.</summary>
    public TourClient Client => client;

    /// <summary>Tells the time.</summary>
    public TimeProvider Clock => clock;

    /// <summary>The changes that were sent to systems, in order.</summary>
    public IReadOnlyList<SentChange> Sent => _sent;

    /// <summary>Makes a call and tells it.</summary>
    /// <exception cref="TourStoppedException">It did not go as the story needs it.</exception>
    public async Task<TourAnswer> CallAsync(TourCall call, CancellationToken cancellationToken)
    {
        var answer = await client.SendAsync(call, cancellationToken);
        if (call.Effect != Effect.None)
        {
            _sent.Add(new SentChange(call.System!, answer.RequestId, call.Effect));
        }

        Tell(call.Words, call.Method.Method, call.Path, call.Headers, answer, call.Expected, call.Facts);
        return answer;
    }

    /// <summary>Asks until the answer is as wanted, and tells that answer; when the time is up it tells the last one.</summary>
    /// <exception cref="TourStoppedException">It did not go as the story needs it.</exception>
    public async Task<TourAnswer> CallWhenAsync(TourCall question, Func<TourAnswer, bool> isWanted, CancellationToken cancellationToken)
    {
        var since = clock.GetTimestamp();
        var answer = await client.SendAsync(question, cancellationToken);
        while (question.Expected.Contains(answer.Status) && !isWanted(answer) && clock.GetElapsedTime(since) < Patience)
        {
            await Task.Delay(AskAgainAfter, clock, cancellationToken);
            answer = await client.SendAsync(question, cancellationToken);
        }

        Tell(question.Words, question.Method.Method, question.Path, question.Headers, answer, question.Expected, question.Facts);
        return answer;
    }

    /// <summary>Fetches a token and tells it.</summary>
    public async Task FetchTokenAsync(string words, Caller caller, CancellationToken cancellationToken)
    {
        var answer = await client.FetchTokenAsync(caller, cancellationToken);
        Tell(words, "POST", client.Target.TokenEndpoint.ToString(), [], answer, [200], token =>
            [$"{token.Text("token_type")} for {(token.Number("expires_in") + 30) / 60} min", $"{token.Text("scope").Split(' ').Length} scopes"]);
    }

    private void Tell(
        string words,
        string method,
        string path,
        IReadOnlyList<KeyValuePair<string, string>> headers,
        TourAnswer answer,
        IReadOnlyList<int> expected,
        Func<TourAnswer, IEnumerable<string>> facts)
    {
        var step = new TourStep
        {
            Words = words,
            Method = method,
            Path = path,
            Headers = [.. headers.Select(header => $"{header.Key}: {header.Value}")],
            Status = answer.Status,
            ProducedBy = answer.ProducedBy,
            RequestId = answer.RequestId,
        };
        try
        {
            TourStoppedException.ThrowUnless(expected.Contains(answer.Status), $"{method} {path} was answered with {answer.Status} by {answer.ProducedBy}; the story needs {string.Join(" or ", expected)}.");
            teller.Step(step with { Facts = [.. facts(answer)] });
        }
        catch (TourStoppedException fault)
        {
            teller.Step(step with { Fault = fault.Message, Body = answer.Body });
            throw;
        }
    }
}

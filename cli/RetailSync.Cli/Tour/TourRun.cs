namespace RetailSync.Cli.Tour;

/// <summary>One tour: finds the gateway, tells the chapters, ends with an exit code.</summary>
internal sealed class TourRun(TourOptions options, CliContext context, ITourTeller teller, Func<CancellationToken, Task> pause)
{
    /// <summary>Gives the tour.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var found = await new GatewayFinder(options, context, teller).FindAsync(cancellationToken);
            return await RunAsync(found.Target, cancellationToken);
        }
        catch (TourStoppedException none)
        {
            return Stop(none);
        }
    }

    /// <summary>Gives the tour at a known gateway.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public async Task<int> RunAsync(TourTarget target, CancellationToken cancellationToken)
    {
        using var client = new TourClient(target);
        try
        {
            await new GatewayFinder(options, context, teller).WaitUntilReadyAsync(client, cancellationToken);
            teller.Begin(target);
            var guide = new TourGuide(client, teller, context.Clock);
            var story = new Story(context.Clock.GetUtcNow(), Random.Shared);
            for (var number = 0; number < Chapters.All.Count; number++)
            {
                if (options.Pause && number > 0)
                {
                    await pause(cancellationToken);
                }

                teller.Chapter(number, Chapters.All[number].Title);
                await Chapters.All[number].TellAsync(guide, story, cancellationToken);
            }

            teller.End(null);
            return ExitCodes.Ok;
        }
        catch (TourStoppedException fault)
        {
            return Stop(fault);
        }
    }

    private int Stop(TourStoppedException fault)
    {
        teller.End(fault.Message);
        context.Error.WriteLine($"The tour stopped: {fault.Message}");
        return ExitCodes.Refused;
    }
}

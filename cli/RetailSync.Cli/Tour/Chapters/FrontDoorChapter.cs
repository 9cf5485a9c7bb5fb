namespace RetailSync.Cli.Tour;

/// <summary>Nobody gets in without a credential.</summary>
internal sealed class FrontDoorChapter : IChapter
{
    /// <inheritdoc/>
    public string Title => "The front door";

    /// <inheritdoc/>
    public async Task TellAsync(TourGuide guide, Story story, CancellationToken cancellationToken)
    {
        await guide.CallAsync(
            new TourCall("Somebody without a credential asks for a customer. No system hears of it.", HttpMethod.Get, $"/crm/v2/customers/{Story.Customer}")
            {
                Caller = Caller.Nobody,
                Expected = [401],
            },
            cancellationToken);
        await guide.FetchTokenAsync($"The client '{TourClient.ClientId(Caller.Explorer)}' fetches a token; every later call carries it.", Caller.Explorer, cancellationToken);
    }
}

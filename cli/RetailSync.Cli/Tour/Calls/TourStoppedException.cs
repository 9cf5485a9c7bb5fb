namespace RetailSync.Cli.Tour;

/// <summary>Something is not as the story needs it, and it cannot go on.</summary>
internal sealed class TourStoppedException(string message) : Exception(message)
{
    /// <summary>Stops the tour unless something holds.</summary>
    /// <exception cref="TourStoppedException">It does not hold.</exception>
    public static void ThrowUnless(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new TourStoppedException(otherwise);
        }
    }
}

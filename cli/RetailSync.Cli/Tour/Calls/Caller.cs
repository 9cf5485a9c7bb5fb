namespace RetailSync.Cli.Tour;

/// <summary>Who makes a call of the tour.</summary>
internal enum Caller
{
    /// <summary>The consumer that may do everything.</summary>
    Explorer,

    /// <summary>A consumer without scopes.</summary>
    Guest,

    /// <summary>Somebody without a credential.</summary>
    Nobody,
}

namespace RetailSync.Cli;

/// <summary>What the program's exit code says. Scripts rely on these.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Ok = 0;

    /// <summary>Understood, and refused or found faulty.</summary>
    public const int Refused = 1;

    /// <summary>Not understood: an unknown command or option, or a missing one.</summary>
    public const int Usage = 2;
}

namespace RetailSync.Contracts.Lint;

/// <summary>How much a finding matters. Higher is worse.</summary>
public enum LintLevel
{
    /// <summary>The rule is switched off.</summary>
    Off,

    /// <summary>Good to know.</summary>
    Info,

    /// <summary>Should be mended.</summary>
    Warning,

    /// <summary>Must be mended.</summary>
    Error,
}

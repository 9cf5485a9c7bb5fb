namespace RetailSync.Gateway;

/// <summary>Whether a body is what its contract says.</summary>
public enum BodyVerdict
{
    /// <summary>It is.</summary>
    Sound,

    /// <summary>It can be read, but breaks a rule of the contract.</summary>
    Unsound,

    /// <summary>It cannot be read as its media type: no JSON text, a repeated name, too deep.</summary>
    Malformed,

    /// <summary>It could not be decided with bounded work. Neither yes nor no.</summary>
    Undecided,
}

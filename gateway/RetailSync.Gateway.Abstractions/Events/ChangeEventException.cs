namespace RetailSync.Gateway;

/// <summary>An event that is due could not be built. The message says why, without values.</summary>
public sealed class ChangeEventException : Exception
{
    /// <summary>Says why.</summary>
    public ChangeEventException(string message)
        : base(message)
    {
    }

    /// <summary>Says why, and what caused it.</summary>
    public ChangeEventException(string message, Exception cause)
        : base(message, cause)
    {
    }
}

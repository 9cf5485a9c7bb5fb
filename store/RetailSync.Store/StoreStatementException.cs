namespace RetailSync.Store;

/// <summary>A unit was not written because one of its statements is at fault. The message names the statement's fault and never a value.</summary>
/// <param name="message">What is wrong.</param>
/// <param name="isConstraint">See <see cref="IsConstraint"/>.</param>
/// <param name="cause">The database's own exception.</param>
public sealed class StoreStatementException(string message, bool isConstraint, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>Whether a constraint of a table forbids it, such as a unique index; otherwise the SQL or a value does not fit the tables.</summary>
    public bool IsConstraint { get; } = isConstraint;
}

namespace RetailSync.Gateway;

/// <summary>Where rooms of the house tell what operators do, so that the plugins that asked for it hear of it. Safe to use from many threads.</summary>
public interface IOperatorActions
{
    /// <summary>Tells one action. Never waits, never throws.</summary>
    /// <param name="action">What, such as <c>operation.applied</c>.</param>
    /// <param name="subject">What it was done to, such as an operation's id.</param>
    /// <param name="applied">Whether it was carried out; false: it was refused.</param>
    void Tell(string action, string subject, bool applied);
}

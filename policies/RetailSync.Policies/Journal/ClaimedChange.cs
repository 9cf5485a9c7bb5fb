using RetailSync.Gateway;

namespace RetailSync.Policies.Journal;

/// <summary>That an exchange's change has been claimed and waits to be settled. Belongs to one exchange.</summary>
internal sealed class ClaimedChange(Intent intent)
{
    /// <summary>What was written down.</summary>
    public Intent Intent => intent;
}

namespace RetailSync.Gateway;

/// <summary>Settings of a policy that name something of their route, such as its operations. Implemented by the settings class.</summary>
public interface ICheckedAgainstRoute
{
    /// <summary>What does not fit the route, each fault as <c>setting: what is wrong and what would be right</c>. Asked at load, after the settings themselves were found valid.</summary>
    IEnumerable<string> FaultsOn(RouteFacts route);
}

namespace RetailSync.Gateway;

/// <summary>Settings that name parts of their route, such as operations of its contract, and can tell whether the route has them.</summary>
public interface IChecksRoute
{
    /// <summary>What does not fit the route, each fault as <c>setting: what is wrong and what would be right</c>. Called at load, once the settings have been found valid by themselves.</summary>
    IEnumerable<string> Check(RouteFacts route);
}

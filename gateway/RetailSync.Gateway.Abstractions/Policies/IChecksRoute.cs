namespace RetailSync.Gateway;

/// <summary>Settings that name parts of their route, such as operations of its contract, and can tell whether the route has them.</summary>
public interface IChecksRoute
{
    /// <summary>What does not fit the route; nothing when all of it does. Called once the settings have been found valid by themselves.</summary>
    IEnumerable<string> Check(RouteFacts route);
}

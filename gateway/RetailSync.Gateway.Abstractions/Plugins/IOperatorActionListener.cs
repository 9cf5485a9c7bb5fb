namespace RetailSync.Gateway;

/// <summary>An observer that is told what operators do to the gateway. Declared by <c>needs.operatorActions</c>.</summary>
public interface IOperatorActionListener : IExchangeObserver
{
    /// <summary>Tells one action. Takes its turn among the exchanges; same rules as <see cref="IExchangeObserver.ObserveAsync"/>.</summary>
    ValueTask OnOperatorActionAsync(OperatorAction action, CancellationToken cancellationToken);
}

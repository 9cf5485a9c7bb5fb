namespace RetailSync.Gateway;

/// <summary>Where a plugin hands its facts in. Safe to call from many threads; never waits.</summary>
public interface IFactSink
{
    /// <summary>Hands a fact in. The latest of each kind is shown on <c>/_gateway/plugins</c>.</summary>
    /// <exception cref="UndeclaredNeedException">The plugin's manifest does not declare this kind.</exception>
    void Emit(Fact fact);
}

namespace RetailSync.Gateway;

/// <summary>What every policy is: it implements <see cref="IRequestPolicy"/>, <see cref="IResponsePolicy"/> or both.</summary>
/// <remarks>
/// One instance is built per route whenever that route's settings change, so an instance keeps no counters: those belong in a
/// store that outlives it. Instances are called from many threads at once.
/// </remarks>
public interface IGatewayPolicy;

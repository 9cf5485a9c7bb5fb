using RetailSync.Faults;

// Interrupted, it still ends what it has started; the default leaves two seconds for that.
return await FaultsCommand.Create().Parse(args).InvokeAsync(new() { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });

using RetailSync.Faults;

return await FaultsCommand.Create().Parse(args).InvokeAsync();

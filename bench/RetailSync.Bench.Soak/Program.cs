using RetailSync.Bench.Soak;

return await SoakCommand.Create().Parse(args).InvokeAsync();

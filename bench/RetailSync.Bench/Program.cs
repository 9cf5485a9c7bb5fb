using RetailSync.Bench;

return await BenchCommand.Create().Parse(args).InvokeAsync();

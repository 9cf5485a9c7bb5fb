using RetailSync.Cli;

return await RetailSyncCommand.RunAsync(args, CliContext.OfThisProcess(), CancellationToken.None);

using RetailSync.Fuzz;

return FuzzCommand.Run(args, Console.Out);
